import type { Compilable, CompiledQuery, Kysely, QueryResult } from 'kysely'
import type { Schema } from './schema.ts'

/** A Kysely instance or a transaction on one. */
export type Queryable = Kysely<Schema>

class Parameter {
  readonly name: string
  constructor(name: string) {
    this.name = name
  }
}

type Build<Args extends object, Row> = (
  db: Queryable,
  param: <Name extends keyof Args>(name: Name) => Args[Name],
) => Compilable<Row>

function compiledOnce<Args extends object, Row>(build: Build<Args, Row>) {
  const compiledFor = new WeakMap<object, CompiledQuery<Row>>()
  return (db: Queryable, args: Args): Promise<QueryResult<Row>> => {
    const engine = db.getExecutor().adapter.constructor
    const compiled = compiledFor.get(engine) ?? build(db, (name) => new Parameter(String(name)) as never).compile()
    compiledFor.set(engine, compiled)
    const values = args as Record<string, unknown>
    const parameters = compiled.parameters.map((value) => (value instanceof Parameter ? values[value.name] : value))
    return db.executeQuery<Row>({ ...compiled, parameters })
  }
}

/**
 * A query that is built and compiled once for each engine, at its first use there: building one costs more than SQLite
 * takes to answer it.
 * `param(name)` stands where a value would; the arguments of each call fill it in.
 */
export function prepared<Args extends object>() {
  return <Row>(build: Build<Args, Row>) => {
    const execute = compiledOnce(build)
    return async (db: Queryable, args: Args): Promise<Row[]> => (await execute(db, args)).rows
  }
}

/** The same of a statement that writes: tells how many rows it was. */
export function preparedWrite<Args extends object>() {
  return (build: Build<Args, unknown>) => {
    const execute = compiledOnce(build)
    return async (db: Queryable, args: Args): Promise<number> => Number((await execute(db, args)).numAffectedRows ?? 0n)
  }
}
