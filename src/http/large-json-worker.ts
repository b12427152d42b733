import { parentPort, workerData } from 'node:worker_threads'
import { JsonError, parseJson } from '../std/parse-json.ts'
import type { LargeJsonPiece } from './large-json.ts'

/** What the other side takes in at once without a pause that anybody notices. */
const slice = { items: 200, characters: 131_072 }

const { bytes, depth } = workerData as { bytes: ArrayBuffer; depth: number }

const tell = (piece: LargeJsonPiece): void => parentPort?.postMessage(piece)

const sizeOf = (item: unknown): number =>
  item !== null && typeof item === 'object'
    ? Object.values(item).reduce<number>((sum, value) => sum + (typeof value === 'string' ? value.length : 16), 16)
    : String(item).length

function* pieces(document: unknown): Generator<LargeJsonPiece> {
  if (document === null || typeof document !== 'object' || Array.isArray(document)) {
    yield { kind: 'frame', value: document }
    return
  }
  const lists = Object.entries(document).filter((entry): entry is [string, unknown[]] => Array.isArray(entry[1]))
  yield { kind: 'frame', value: { ...document, ...Object.fromEntries(lists.map(([key]) => [key, []])) } }
  for (const [key, list] of lists) {
    for (let from = 0; from < list.length;) {
      let to = from
      for (let size = 0; to < list.length && to - from < slice.items && size < slice.characters; to++)
        size += sizeOf(list[to])
      yield { kind: 'items', key, items: list.slice(from, to) }
      from = to
    }
  }
}

function read(): Generator<LargeJsonPiece> | undefined {
  try {
    return pieces(parseJson(Buffer.from(bytes), { depth }))
  } catch (error) {
    if (!(error instanceof JsonError)) throw error
    tell({ kind: 'refused', code: error.code })
    return undefined
  }
}

const left = read()
if (left) {
  const next = (): void => tell(left.next().value ?? { kind: 'end' })
  parentPort?.on('message', next)
  next()
}
