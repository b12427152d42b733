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

test('LESSONS 4: readers of an answer that is stored nowhere are told when its end cannot be written', async () => {
  await using server = await startTestServer()
  const { client, model } = server
  using database = new DatabaseSync(server.path)
  database.exec(`CREATE TRIGGER refuse BEFORE UPDATE ON runs WHEN new.state = 'completed'
    BEGIN SELECT RAISE(ABORT, 'refused'); END`)
  model.reply('Nobody may know')
  const { text } = await client.post('/chat', { message: 'Hi' })
  expect(text).toContain('{"content": "Nobody", "sequence": 0')
  expect(text).toMatch(
    /\{"content": "", "sequence": -1, "is_final": true, [^\n]*"error": "The answer could not be completed\. /,
  )
})
