import { z } from 'zod'
import { builtInPersonas } from '../personas/built-in.ts'
import type { Persona } from '../personas/personas.ts'

const text = (min: number, max: number) =>
  z
    .string()
    .min(min)
    .max(max)
    .refine(
      (value) => value.isWellFormed() && !value.includes('\0'),
      'must be well-formed Unicode without NUL characters',
    )

const idPattern = /^[a-z0-9][a-z0-9-]{0,63}$/

const persona = z.strictObject({
  id: z.string().regex(idPattern, 'must be at most 64 small letters, digits and hyphens'),
  name: text(1, 255),
  description: text(0, 1_000).default(''),
  systemPrompt: text(1, 32_000),
  therapy: z.boolean().optional(),
  opener: text(1, 4_000).optional(),
  parameters: z
    .strictObject({
      model: text(1, 255).optional(),
      temperature: z.number().min(0).max(2).optional(),
      maxTokens: z.int().min(1).max(1_000_000).optional(),
      frequencyPenalty: z.number().min(-2).max(2).optional(),
      presencePenalty: z.number().min(-2).max(2).optional(),
    })
    .default({}),
})

const personaList = z.array(persona)

export type PersonaList = { personas: readonly Persona[] } | { problems: readonly string[] }

/** An id may be taken by a persona before it, or by one that is built in. */
function repeatedIds(list: readonly unknown[]): string[] {
  const builtIn = new Set(builtInPersonas.map(({ id }) => id))
  const seen = new Set<string>()
  return list.flatMap((item, i) => {
    const id = (item as { id?: unknown } | null)?.id
    if (typeof id !== 'string' || !idPattern.test(id)) return []
    const whose = builtIn.has(id) ? 'a built-in persona' : seen.has(id) ? 'another persona' : undefined
    seen.add(id)
    return whose === undefined ? [] : [`at [${i}][id]: ${whose} has the id "${id}" already. Choose another`]
  })
}

/** Personas as they come from outside, by whatever way, or every mistake in them; a mistake tells where, never what. */
export function checkPersonas(source: string, list: unknown): PersonaList {
  if (!Array.isArray(list)) return { problems: [`${source} must be a list of personas, even if it has only one.`] }
  const result = personaList.safeParse(list)
  const mistakes = result.success
    ? []
    : result.error.issues.map(({ path, message }) => `at [${path.join('][')}]: ${message}`)
  const problems = [...mistakes, ...repeatedIds(list)].map((mistake) => `${source} has a mistake ${mistake}.`)
  return result.success && problems.length === 0 ? { personas: result.data as Persona[] } : { problems }
}
