import { filledIn, type Statement } from '../sql/prepared.ts'
import type { RecallSteps } from '../sql/recall-steps.ts'
import { recallPhrase } from './recall-phrase.ts'
import type { RecallStatements } from './recall-statements.ts'

type Read = (sql: string, parameters: readonly unknown[]) => unknown[]

/** The steps by statements that another thread has built. */
export function recallInThread(statements: RecallStatements, read: Read): RecallSteps {
  const asking =
    <Row>(statement: Statement) =>
    async (args: object): Promise<Row[]> =>
      read(statement.sql, filledIn(statement, args)) as Row[]
  const lists = asking<{ rows: string }>(statements.holders)
  return {
    extent: asking(statements.extent),
    holders: (person, terms) =>
      Promise.all(
        terms.map(async (term) => {
          const [list] = await lists({ phrase: recallPhrase(person, term) })
          return JSON.parse(list?.rows ?? '[]') as number[]
        }),
      ),
    docs: asking(statements.docs),
    placed: asking(statements.placed),
    turns: asking(statements.turns),
    facts: asking(statements.facts),
  }
}
