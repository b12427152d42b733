import { createClient } from '@redis/client'

/** Looks at what stands in Redis, past the code under test. */
export async function rawClient(url: string) {
  const client = createClient({ url })
  client.on('error', () => {})
  await client.connect()
  return Object.assign(client, { [Symbol.dispose]: () => client.destroy() })
}
