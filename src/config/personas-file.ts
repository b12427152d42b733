import { readFileSync } from 'node:fs'
import type { Persona } from '../personas/personas.ts'
import { errorCode } from '../std/error-code.ts'
import type { EnvReader } from './env-reader.ts'
import { checkPersonas } from './persona-list.ts'

/** The operator's own personas, or what is wrong with their file. */
export function readPersonas({ text, problems }: EnvReader): readonly Persona[] | undefined {
  const path = text('PERSONAS_FILE')
  if (path === undefined) return undefined
  let document: unknown
  try {
    document = JSON.parse(readFileSync(path, 'utf8').replace(/^\ufeff/, ''))
  } catch (error) {
    problems.push(
      error instanceof SyntaxError
        ? 'PERSONAS_FILE is not JSON. Make it a list of personas.'
        : `PERSONAS_FILE names a file that cannot be read (${errorCode(error)}). Correct the path or its permissions.`,
    )
    return undefined
  }
  const checked = checkPersonas('PERSONAS_FILE', document)
  if ('personas' in checked) return checked.personas
  problems.push(...checked.problems)
  return undefined
}
