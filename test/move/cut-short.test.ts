import { randomInt } from 'node:crypto'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { onePostgres, openAt } from '../adapters/open-postgres.ts'
import { temporaryFolder } from '../harness.ts'
import { everythingInPostgres, everythingInSqlite } from './both-sides.ts'
import { startCuttingProxy } from './cutting-proxy.ts'
import { fillDatabase } from './fill-database.ts'
import { moved, spawnMove } from './spawn-move.ts'

const postgres = onePostgres()
const folder = temporaryFolder()
const path = join(folder, 'source.db')

/** About what a whole move of this database sends. */
const allBytes = 9_000_000
const notFinished = 'a move from SQLite into this database has not finished'

beforeAll(() => fillDatabase(path, { conversations: 60, messagesOfEach: 100, eventsOfEach: 100 }))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const expectAllOfIt = async (url: string): Promise<void> =>
  expect(await everythingInPostgres(url)).toEqual(everythingInSqlite(path))

describe('a move that is cut short', () => {
  test(
    'killed again and again at any byte, it goes on where it was: nothing twice, nothing left out',
    { timeout: 120_000 },
    async () => {
      const url = await postgres().newDatabase()
      const cuts: number[] = []
      for (let kill = 0; kill < 8; kill++) {
        await using proxy = await startCuttingProxy(url)
        const bytes = randomInt(2_000, allBytes / 4)
        cuts.push(bytes)
        const cut = proxy.cutAfter(bytes)
        const move = spawnMove(['--from', `file:${path}`, '--to', proxy.url])
        await Promise.race([cut, move.ended])
        move.signal('SIGKILL')
        await move.ended
      }
      console.log(`Killed after ${cuts.join(', ')} bytes`)
      const { code, stdout, stderr } = await moved(path, url)
      expect([code, stderr]).toEqual([0, expect.stringContaining('Done.')])
      expect(stdout).not.toContain('DIFFERENT')
      await expectAllOfIt(url)
    },
  )

  test('by a connection that is lost, it says so and that nothing is lost, and no server starts before it has finished', async () => {
    const url = await postgres().newDatabase()
    await using proxy = await startCuttingProxy(url)
    const cut = proxy.cutAfter(allBytes / 2)
    const move = spawnMove(['--from', `file:${path}`, '--to', proxy.url])
    await Promise.race([cut, move.ended])
    proxy.hangUp()
    const { code, stderr } = await move.ended
    expect([code, stderr.trim().split('\n').at(-1)]).toEqual([
      1,
      'The move has stopped: the connection to Postgres was lost. What was copied is kept. Correct that, and give the same command again.',
    ])

    const store = await openAt(url)
    await expect(store.journal.renew('a server', 'serving', 10_000)).rejects.toThrow(notFinished)
    await store[Symbol.asyncDispose]()

    const second = await moved(path, url)
    expect([second.code, second.stderr]).toEqual([0, expect.stringContaining('Going on in ')])
    await expectAllOfIt(url)
    await using after = await openAt(url)
    await after.journal.renew('a server', 'serving', 10_000)
  })

  test('Ctrl-C ends it at once, and the same command goes on', async () => {
    const url = await postgres().newDatabase()
    await using proxy = await startCuttingProxy(url)
    const cut = proxy.cutAfter(allBytes / 2)
    const move = spawnMove(['--from', `file:${path}`, '--to', proxy.url])
    await Promise.race([cut, move.ended])
    move.signal('SIGINT')
    expect(await move.ended).toMatchObject({ code: 130, stderr: expect.stringContaining('Stopped.') })
    proxy.hangUp()
    expect(await moved(path, url)).toMatchObject({ code: 0, stderr: expect.stringContaining('Going on in ') })
    await expectAllOfIt(url)
  })

  test('a finished one is not done again, and says that it is done', async () => {
    const url = await postgres().newDatabase()
    expect(await moved(path, url)).toMatchObject({ code: 0 })
    expect(await moved(path, url)).toMatchObject({ code: 0, stdout: expect.stringContaining('moved already') })
    await expectAllOfIt(url)
  })
})
