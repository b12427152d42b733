import type { Compilable, CompiledQuery, Kysely, QueryResult } from 'kysely'
import type { Schema } from './schema.ts'

/** A Kysely instance or a transaction on one. */
export type Queryable = Kysely<Schema>

/** Stands where a value will be. */
interface Parameter {
  parameter: string
}

/** Plain data: another thread may fill it in. */
export interface Statement {
  sql: string
  parameters: readonly unknown[]
}

const isParameter = (value: unknown): value is Parameter =>
  typeof value === 'object' && value !== null && 'parameter' in value

/** The values of a statement, once it is known what stands where. */
export const filledIn = ({ parameters }: Statement, args: object): unknown[] => {
  const values = args as Record<string, unknown>
  return parameters.map((value) => (isParameter(value) ? values[value.parameter] : value))
}

type Build<Args extends object, Row> = (
  db: Queryable,
  param: <Name extends keyof Args>(name: Name) => Args[Name],
) => Compilable<Row>

function compiledOnce<Args extends object, Row>(build: Build<Args, Row>) {
  const compiledFor = new WeakMap<object, CompiledQuery<Row>>()
  const compile = (db: Queryable): CompiledQuery<Row> => {
    const engine = db.getExecutor().adapter.constructor
    const compiled = compiledFor.get(engine) ?? build(db, (name) => ({ parameter: String(name) }) as never).compile()
    compiledFor.set(engine, compiled)
    return compiled
  }
  const execute = (db: Queryable, args: Args): Promise<QueryResult<Row>> => {
    const compiled = compile(db)
    return db.executeQuery<Row>({ ...compiled, parameters: filledIn(compiled, args) })
  }
  return { compile, execute }
}

/** A query that is built already. */
export interface Prepared<Args, Row> {
  (db: Queryable, args: Args): Promise<Row[]>
  statementFor(db: Queryable): Statement
}

/**
 * A query that is built and compiled once for each engine, at its first use there: building one costs more than SQLite
 * takes to answer it.
 * `param(name)` stands where a value would; the arguments of each call fill it in.
 */
export function prepared<Args extends object>() {
  return <Row>(build: Build<Args, Row>): Prepared<Args, Row> => {
    const { compile, execute } = compiledOnce(build)
    const statementFor = (db: Queryable): Statement => {
      const { sql, parameters } = compile(db)
      return { sql, parameters }
    }
    return Object.assign(async (db: Queryable, args: Args) => (await execute(db, args)).rows, { statementFor })
  }
}

/** The same of a statement that writes: tells how many rows it was. */
export function preparedWrite<Args extends object>() {
  return (build: Build<Args, unknown>) => {
    const { execute } = compiledOnce(build)
    return async (db: Queryable, args: Args): Promise<number> => Number((await execute(db, args)).numAffectedRows ?? 0n)
  }
}
