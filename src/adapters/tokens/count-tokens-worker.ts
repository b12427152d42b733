import { parentPort } from 'node:worker_threads'

interface Tokenizer {
  countTokens(text: string, options: { disallowedSpecial: Set<string> }): number
  setMergeCacheSize(size: number): void
}

export type CountAnswer = { id: number; tokens: number } | { id: number; error: unknown }

const load: Readonly<Record<string, () => Promise<Tokenizer>>> = {
  cl100k_base: () => import('gpt-tokenizer/encoding/cl100k_base'),
  o200k_base: () => import('gpt-tokenizer/encoding/o200k_base'),
}

/** A run of one character takes the square of its length; each cut makes at most one token more of it. */
const pieceLength = 500
/** What looks like a mark of the model's own counts as what it is here, text. */
const asText = { disallowedSpecial: new Set<string>() }

async function count(texts: readonly string[], encoding: string): Promise<number> {
  const tokenizer = await load[encoding]?.()
  if (!tokenizer) throw new Error(`No tokenizer of this name is known: ${encoding}`)
  // It would keep pieces of what people have said.
  tokenizer.setMergeCacheSize(0)
  let tokens = 0
  for (const text of texts) {
    for (let at = 0; at < text.length; at += pieceLength) {
      tokens += tokenizer.countTokens(text.slice(at, at + pieceLength), asText)
    }
  }
  return tokens
}

async function answer(id: number, texts: readonly string[], encoding: string): Promise<CountAnswer> {
  try {
    return { id, tokens: await count(texts, encoding) }
  } catch (error) {
    return { id, error }
  }
}

parentPort?.on('message', ({ id, texts, encoding }: { id: number; texts: string[]; encoding: string }) => {
  void answer(id, texts, encoding).then((counted) => parentPort?.postMessage(counted))
})
