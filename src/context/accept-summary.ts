import { quote } from './quote.ts'

/** Three hundred words of any language are less; more than this is not a summary. */
const mostCharacters = 6_000

/** The summary in what a model has answered; undefined where there is none. */
export function acceptSummary(answer: string): string | undefined {
  const text = quote(answer.toWellFormed()).trim()
  return text.length > mostCharacters || !/[\p{L}\p{N}]/u.test(text) ? undefined : text
}
