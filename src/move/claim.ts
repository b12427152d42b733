import { MoveError } from './move-error.ts'
import type { Row } from './row.ts'
import { tables } from './tables.ts'
import type { Target } from './target.ts'

/** How far a move has come. */
export interface Progress {
  table: string
  /** The key of the last row that was copied; null before the first. */
  after: Row | null
  /** So many of that table. */
  rows: number
}

interface Move {
  source: string
  table: string
  after: string | null
  rows: number
  finished_at: number | null
}

const now = '(extract(epoch from clock_timestamp()) * 1000)::bigint'

const record = `
  create table if not exists moves (
    source text primary key, "table" text not null, after text, rows bigint not null,
    begun_at bigint not null, finished_at bigint
  )`

/** Every process that is to serve says so in `nodes` before it does anything else. */
const barrier = `
  create function nodes_wait_for_move() returns trigger language plpgsql as $$
  begin
    raise exception 'Cannot start: a move from SQLite into this database has not finished. Give its command again until it has, or set DATABASE_URL to another database.';
  end
  $$;
  create trigger nodes_wait_for_move before insert or update on nodes execute function nodes_wait_for_move()`

const advice = 'Create an empty database, and move into that.'

async function checkEmpty(target: Target): Promise<void> {
  const [served] = await target.ask(`select from nodes where lease_until >= ${now} limit 1`)
  if (served) {
    throw new MoveError(
      'Cannot move: a server is running on that Postgres database, or was until seconds ago. Stop it, and give the command again.',
    )
  }
  for (const { name } of tables) {
    const [row] = await target.ask(`select from ${name} limit 1`)
    if (row) throw new MoveError(`Cannot move: that Postgres database holds data already (in ${name}). ${advice}`)
  }
}

async function begin(target: Target, source: string): Promise<Progress> {
  await checkEmpty(target)
  await target.ask(barrier)
  const table = tables[0]?.name ?? ''
  await target.ask(`insert into moves (source, "table", rows, begun_at) values ($1, $2, 0, ${now})`, [source, table])
  return { table, after: null, rows: 0 }
}

/** From where to go on; from here on no server starts. Undefined where the move of this source has finished. */
export const claim = (target: Target, source: string): Promise<Progress | undefined> =>
  target.transaction(async () => {
    // A server that is starting is either seen, or sees that it may not.
    await target.ask('lock table nodes in share row exclusive mode')
    await target.ask(record)
    const [move] = await target.ask<Move>('select source, "table", after, rows, finished_at from moves')
    if (!move) return begin(target, source)
    if (move.source === source) {
      const { table, after, rows } = move
      return move.finished_at === null ? { table, after: after === null ? null : JSON.parse(after), rows } : undefined
    }
    throw new MoveError(
      move.finished_at === null
        ? `Cannot move: that Postgres database holds the beginning of another move, or of this one before the SQLite file was changed. ${advice}`
        : `Cannot move: another SQLite database was moved into that Postgres database. ${advice}`,
    )
  })

/** As part of a transaction: with it servers may start. */
export async function finish(target: Target): Promise<void> {
  for (const { name, numbered } of tables) {
    if (!numbered) continue
    await target.ask(`select setval(pg_get_serial_sequence('${name}', '${numbered}'), max("${numbered}")) from ${name}`)
  }
  await target.ask('drop trigger nodes_wait_for_move on nodes; drop function nodes_wait_for_move()')
  await target.ask(`update moves set finished_at = ${now}`)
}
