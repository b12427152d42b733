import { roundDecimals } from '../std/round-decimals.ts'
import prices from './prices.json' with { type: 'json' }

interface Tokens {
  inputTokens: number | null
  outputTokens: number | null
}

const byModel = new Map(Object.entries(prices.models))

/** `-2024-08-06`, `-20250514` or `-0613`: a version of a model, at the price of the model. */
const date = /-(?:\d{4}-\d{2}-\d{2}|\d{8}|\d{4})$/

/** In US dollars; undefined where the price or what it is to be paid for is not known. */
export function costOf(model: string, { inputTokens, outputTokens }: Tokens): number | undefined {
  const price = byModel.get(model) ?? byModel.get(model.replace(date, ''))
  if (!price || inputTokens === null || outputTokens === null) return undefined
  return roundDecimals((inputTokens * price.input + outputTokens * price.output) / prices.per, 10)
}
