import { Client } from 'pg'
import { connectionOptions } from './pool.ts'

/** A connection beside the pools, for what takes as long as it takes: at most so long, though, for one statement. */
export async function connect(url: string, statementMs: number): Promise<Client> {
  const client = new Client({ ...connectionOptions(url), query_timeout: statementMs })
  // What breaks is met by the statement that was asked, or by the next.
  client.on('error', () => {})
  await client.connect()
  return client
}
