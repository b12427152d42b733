import { DomainError } from '../../conversation/errors.ts'
import { takeCodePoints } from '../../std/code-points.ts'

const quotedAtMost = 100
const quoted = (text: string): string => takeCodePoints(text.toWellFormed(), quotedAtMost)

export const invalid = (param: string, detail: string, code = 'invalid_value'): DomainError =>
  new DomainError('invalid', detail, { extra: { param, code } })

export const unsupported = (param: string, detail: string): DomainError =>
  invalid(param, detail, 'unsupported_parameter')

export const ownTools = (param: string): DomainError =>
  unsupported(
    param,
    'A request cannot bring tools of its own: those that a model may use here are set up by the operator of this server. Leave this out.',
  )

export const unknownModel = (model: string): DomainError =>
  new DomainError(
    'not_found',
    `The model \`${quoted(model)}\` is not offered here. GET /openai/v1/models lists those that are.`,
    { extra: { param: 'model', code: 'model_not_found' } },
  )

export const knownModel = (model: string | null | undefined, models: readonly string[]): { model?: string } => {
  if (model === null || model === undefined) return {}
  if (!models.includes(model)) throw unknownModel(model)
  return { model }
}
