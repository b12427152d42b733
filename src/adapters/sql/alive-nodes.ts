import type { Expression, ExpressionBuilder } from 'kysely'
import type { Schema } from './schema.ts'

/** Processes that keep their lease; `self` is one of them, whatever its lease says. */
export const aliveNodes = (
  builder: Pick<ExpressionBuilder<Schema, never>, 'selectFrom'>,
  now: Expression<number>,
  self?: string,
) =>
  builder
    .selectFrom('nodes')
    .select('nodes.id')
    .where((eb) => {
      const keeps = eb('nodes.lease_until', '>=', now)
      return self === undefined ? keeps : eb.or([keeps, eb('nodes.id', '=', self)])
    })
