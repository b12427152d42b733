import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { Persona } from '../personas/personas.ts'
import { errorCode } from '../std/error-code.ts'
import type { EnvReader } from './env-reader.ts'

const persona = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'must be small letters, digits and hyphens'),
  name: z.string().min(1).max(255),
  description: z.string().max(1_000).default(''),
  systemPrompt: z.string().min(1).max(32_000),
  opener: z.string().min(1).max(4_000).optional(),
  parameters: z
    .strictObject({
      model: z.string().min(1).max(255).optional(),
      temperature: z.number().min(0).max(2).optional(),
      maxTokens: z.int().min(1).max(1_000_000).optional(),
      frequencyPenalty: z.number().min(-2).max(2).optional(),
      presencePenalty: z.number().min(-2).max(2).optional(),
    })
    .default({}),
})

/** As they come from outside, by whatever way. */
export const personaList = z.array(persona)

/** The operator's own personas, or what is wrong with their file. */
export function readPersonas({ text, problems }: EnvReader): Persona[] | undefined {
  const path = text('PERSONAS_FILE')
  if (path === undefined) return undefined
  const told = problems.length
  const refuse = (what: string): void => void problems.push(`PERSONAS_FILE ${what}`)
  let document: unknown
  try {
    document = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    if (error instanceof SyntaxError) refuse('is not JSON. Make it a list of personas.')
    else refuse(`names a file that cannot be read (${errorCode(error)}). Correct the path or its permissions.`)
    return undefined
  }
  const result = personaList.safeParse(document)
  if (!result.success) {
    for (const { path: at, message } of result.error.issues) refuse(`has a mistake at [${at.join('][')}]: ${message}.`)
    return undefined
  }
  return problems.length === told ? (result.data as Persona[]) : undefined
}
