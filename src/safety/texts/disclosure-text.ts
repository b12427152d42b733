import { fill } from './fill.ts'
import { textsIn } from './written-texts.ts'

/** What it is, and what it is not. */
export function disclosureText(language: string, name?: string): string {
  const { disclosure } = textsIn(language)
  return name === undefined ? disclosure.plain : fill(disclosure.named, { name })
}
