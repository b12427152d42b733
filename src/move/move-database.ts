import { errorCode } from '../std/error-code.ts'
import { fingerprintOf } from './checksum.ts'
import { claim, finish } from './claim.ts'
import { copyAll } from './copy.ts'
import { comparison, createProgress } from './report.ts'
import { openSource } from './source.ts'
import { indexes, tables } from './tables.ts'
import { openTarget } from './target.ts'
import { checksumsOfSource, checksumsOfTarget, differing } from './verify.ts'

export interface MoveOptions {
  /** The SQLite file. */
  path: string
  /** postgres://user:password@host:port/database */
  url: string
  /** A line for whoever waits. */
  say(line: string): void
}

export interface Moved {
  /** What both sides have. */
  report: string
  /** Why it is not finished, and what to do. */
  problem?: string
}

/** Copies everything, or what is left of it, and looks at both sides. */
export async function moveDatabase({ path, url, say }: MoveOptions): Promise<Moved> {
  using source = await openSource(path)
  await using target = await openTarget(url, (error) => say(`Waiting for Postgres (${errorCode(error)}).`))
  say(`Reading ${path}.`)
  const before = await checksumsOfSource(source)
  const from = await claim(target, fingerprintOf(before, source.migrations))
  if (!from) return { report: 'All of it was moved already, and was the same on both sides then.\n' }
  if (from.after !== null) say(`Going on in ${from.table} after ${from.rows} rows.`)
  await copyAll(source, target, from, createProgress(before, from, say))

  say('Comparing both sides.')
  await target.ask(`analyze ${[...tables.map(({ name }) => name), ...indexes].join(', ')}`)
  return await target.transaction(async () => {
    const after = await checksumsOfTarget(source, target)
    const report = comparison(before, after)
    const wrong = differing(before, after)
    if (wrong.length > 0) {
      const problem = `The two sides differ in ${wrong.join(', ')}: something else has written into that Postgres database. Create an empty one, and move into that.`
      return { report, problem }
    }
    await finish(target)
    return { report }
  }, 'repeatable read')
}
