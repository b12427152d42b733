import type { Engine } from '../../conversation/engine.ts'
import type { Run, Scope } from '../../conversation/types.ts'
import { resolveNames } from '../resolve-names.ts'
import type { DialectSettings, WireRequest } from '../dialect.ts'
import { idempotencyOf } from '../idempotency.ts'
import { saidWith } from '../said-with.ts'
import { askOf } from './ask-of.ts'
import { decideBefore } from './decide.ts'
import type { Chat } from './schema.ts'

export const name = 'ai-sdk'

export const scopeOf = ({ userId }: { userId: string }): Scope => ({ userId, namespace: name })

/** Accepts what a page sends, in the chat that it names. */
export async function send(
  request: WireRequest<unknown, unknown, Chat>,
  engine: Engine,
  settings: DialectSettings,
): Promise<Run> {
  const { body } = request
  const scope = scopeOf(request)
  const { persona, model } = resolveNames(body, ['body'], engine, settings)
  const known = await engine.conversationNamed(scope, body.id)
  const ask = await askOf(engine, scope, known?.id, body)
  if (known && ask.kind === 'message') await decideBefore(engine, scope, known.id, body)
  return engine.send(scope, {
    conversation: { persona, externalId: body.id },
    dialect: name,
    ask,
    asked: { notices: true, ...(model !== undefined && { model }) },
    ...saidWith(request),
    ...idempotencyOf(request, body),
    whileRunning: 'queue',
  })
}
