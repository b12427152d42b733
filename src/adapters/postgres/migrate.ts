import type { Client } from 'pg'
import { pendingMigrations } from '../sql/migrations.ts'

const folder = new URL('../../../migrations/postgres/', import.meta.url)

/** Of this server's own, on a database that others may use as well. */
const lock = 'select pg_advisory_xact_lock(4041505, 1)'

/** Brings the schema up to date, all or nothing. Of many processes that start at once one does it, and the others wait. */
export async function migrate(client: Client): Promise<void> {
  await client.query('begin')
  try {
    await client.query(lock)
    await client.query(
      'create table if not exists migrations (name text collate "C" primary key, hash text not null, at bigint not null)',
    )
    const { rows } = await client.query<{ name: string; hash: string }>('select name, hash from migrations')
    for (const { name, text, hash } of pendingMigrations(folder, rows)) {
      await client.query(text)
      const at = '(extract(epoch from clock_timestamp()) * 1000)::bigint'
      await client.query(`insert into migrations (name, hash, at) values ($1, $2, ${at})`, [name, hash])
    }
    await client.query('commit')
  } catch (error) {
    // Nothing is done by it, and its connection ends with it: what went wrong is what counts.
    await client.query('rollback').catch(() => {})
    throw error
  }
}
