import { z } from 'zod'
import type { Engine } from '../../conversation/engine.ts'
import { defaultPersona } from '../../personas/personas.ts'
import { boundedText } from '../fields.ts'
import { invalid } from './refusals.ts'

const mostPairs = 16

/** Texts, as they have it; what else is said in one word is taken too. */
export const metadata = z
  .record(
    boundedText(1, 64),
    z.union([boundedText(0, 512), z.number(), z.boolean()], 'must be a text of at most 512 characters'),
    { error: ({ code }) => (code === 'invalid_key' ? 'must have a name of 1 to 64 characters' : undefined) },
  )
  .refine((pairs) => Object.keys(pairs).length <= mostPairs, `must have at most ${mostPairs} pairs`)

export type Metadata = z.infer<typeof metadata>

/** As it is kept: the engine knows no text for no. */
export function keptMetadata(given: Metadata | null | undefined): Metadata {
  const { memory, ...others } = given ?? {}
  return memory === undefined ? others : { ...others, memory: memory === 'false' ? false : memory }
}

/** As OpenAI's clients know it: texts, whatever else has been said here or in another contract. */
export const toldMetadata = (kept: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(kept).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
  )

export const wantsNoMemory = (given: Metadata | null | undefined): boolean => keptMetadata(given)['memory'] === false

/** The persona that a request chooses, or the default one. */
export function personaIn(given: Metadata | null | undefined, engine: Engine): string {
  const persona = given?.['persona']
  if (persona === undefined) return defaultPersona
  if (typeof persona === 'string' && engine.personas.has(persona)) return persona
  const known = engine.personas.list().map(({ id }) => id)
  throw invalid('metadata.persona', `This server has no persona of that name. Choose one of: ${known.join(', ')}.`)
}

/** Who answers in a conversation was chosen when it began. */
export function expectPersona(given: Metadata | null | undefined, persona: string): void {
  const wanted = given?.['persona']
  if (wanted === undefined || wanted === persona) return
  throw invalid(
    'metadata.persona',
    `${persona} answers in this conversation, and that cannot be changed. Begin another conversation.`,
  )
}
