import type { Compilable, CompiledQuery, Kysely } from 'kysely'
import type { Schema } from './schema.ts'

/** A Kysely instance or a transaction on one. */
export type Queryable = Kysely<Schema>

class Parameter {
  readonly name: string
  constructor(name: string) {
    this.name = name
  }
}

/**
 * A query that is built and compiled once for each engine, at its first use there: building one costs more than SQLite
 * takes to answer it.
 * `param(name)` stands where a value would; the arguments of each call fill it in.
 */
export function prepared<Args extends object>() {
  return <Row>(
    build: (db: Queryable, param: <Name extends keyof Args>(name: Name) => Args[Name]) => Compilable<Row>,
  ) => {
    const compiledFor = new WeakMap<object, CompiledQuery<Row>>()
    return async (db: Queryable, args: Args): Promise<Row[]> => {
      const engine = db.getExecutor().adapter.constructor
      const compiled = compiledFor.get(engine) ?? build(db, (name) => new Parameter(String(name)) as never).compile()
      compiledFor.set(engine, compiled)
      const values = args as Record<string, unknown>
      const parameters = compiled.parameters.map((value) => (value instanceof Parameter ? values[value.name] : value))
      return (await db.executeQuery<Row>({ ...compiled, parameters })).rows
    }
  }
}
