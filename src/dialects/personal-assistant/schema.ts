import { z } from 'zod'
import { boundedText, isBlank, wholeNumberText } from '../fields.ts'

export const chat = z.object({
  message: boundedText(1, 8_000).refine(
    (text) => text === '' || !isBlank(text),
    'Message must not be empty or whitespace',
  ),
  model: z.string().nullish(),
  max_tokens: wholeNumberText(1, 4_000).nullish(),
})
