import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { foldEvents } from '../client.ts'
import { startTestServer } from '../harness.ts'

test('LESSONS 4: a run whose log the database refuses is not left generating, but answered again', async () => {
  await using server = await startTestServer()
  const { client, model } = server
  using database = new DatabaseSync(server.path)
  database.exec(`CREATE TRIGGER refuse BEFORE INSERT ON run_events WHEN new.payload LIKE '%unwritable%'
    BEGIN SELECT RAISE(ABORT, 'refused'); END`)
  model.next(async (exchange) => {
    await exchange.token('Something unwritable')
    await exchange.stall()
  })
  model.reply('Something better.')
  const conversation = await client.conversation()
  const stream = await client.send(conversation, 'Go on')
  await server.logged({ event: 'engine_problem', reason: 'log_lost' })
  database.exec('DROP TRIGGER refuse')

  const events = await stream.all()
  expect(events.map(({ type }) => type)).toContain('restarted')
  expect(events.at(-1)?.type).toBe('completed')
  expect(foldEvents(events)).toBe('Something better.')
  const [, answer] = await client.messages(conversation)
  expect(answer).toMatchObject({ content: 'Something better.', status: 'completed' })
})
