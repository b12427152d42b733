import windows from './windows.json' with { type: 'json' }

export interface Window {
  /** Prompt and answer together. */
  tokens: number
  /** How its tokens are made, where that is known to the letter. */
  encoding?: string
}

const byPrefix: readonly (readonly [string, Window])[] = Object.entries(windows.models)

/** `openai/gpt-4o`, `ft:gpt-4o-mini:us::1`, `models/gemini-2.5-pro`, `meta-llama/Meta-Llama-3-8B`: the family's own name. */
const familyOf = (model: string): string =>
  model
    .toLowerCase()
    .replace(/^ft:/, '')
    .replace(/^.*\//, '')
    .replace(/^meta-(?=llama)/, '')

/** How much a model can be told; of a family whose members differ, what the least of them can. */
export function windowOf(model: string): Window {
  const name = familyOf(model)
  let found: Window = windows.unknown
  let longest = 0
  for (const [prefix, window] of byPrefix) {
    if (prefix.length <= longest || !name.startsWith(prefix)) continue
    // `o1` is no family of `o100`, but `gpt-5` is one of `gpt-5.9`.
    if (/[a-z0-9]/.test(name.charAt(prefix.length))) continue
    found = window
    longest = prefix.length
  }
  return found
}
