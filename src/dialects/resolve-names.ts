import type { Engine } from '../conversation/engine.ts'
import { DomainError } from '../conversation/errors.ts'
import { defaultPersona } from '../personas/personas.ts'
import type { DialectSettings } from './dialect.ts'

interface Wanted {
  persona?: string | null | undefined
  model?: string | null | undefined
}

/** What is asked for by name, who answers and by which model; refused where there is none of that name. `at` is where the names stand. */
export function resolveNames(
  { persona, model }: Wanted,
  at: readonly string[],
  { personas }: Pick<Engine, 'personas'>,
  { models }: Pick<DialectSettings, 'models'>,
): { persona: string; model: string | undefined } {
  function among(field: string, wanted: string | null | undefined, known: readonly string[]): string | undefined {
    if (wanted === null || wanted === undefined || known.includes(wanted)) return wanted ?? undefined
    const list = known.join(', ')
    throw new DomainError('invalid', `This server has no ${field} of that name. Choose one of: ${list}.`, {
      problems: [{ path: [...at, field], message: `must be one of ${list}` }],
    })
  }
  const ids = personas.list().map(({ id }) => id)
  return { persona: among('persona', persona, ids) ?? defaultPersona, model: among('model', model, models) }
}
