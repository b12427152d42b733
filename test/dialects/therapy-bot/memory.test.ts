import { describe, expect, test } from 'vitest'
import { startTestServer } from '../../harness.ts'
import { as, withAuth } from '../../tokens.ts'
import { memoriesOf, pin, recall, wasTold } from '../v1/remembered.ts'
import { asked, chat } from './chat.ts'

const message = 'Hello'
const sessionId = 's-1'
const fact = 'Ann is allergic to peanuts'
const restMs = 11_000

describe('SETTLED 1: TherapyBot remembers whoever is named', () => {
  test('and tells nobody else of it, in a POST as in a GET', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    await pin(client, fact)
    for (const [sessionId, more, isTold] of [
      ['s-1', {}, false],
      ['s-1', { userId: '' }, false],
      ['s-1', { userId: 'bob' }, false],
      ['s-2', { userId: 'local' }, true],
      // Nobody has named themselves in it this time, and somebody else may have it before them.
      ['s-2', {}, false],
      ['s-2', { userId: 'local' }, true],
    ] as const) {
      await chat(client, { message, sessionId, ...more })
      expect([sessionId, more, wasTold(model, fact)]).toEqual([sessionId, more, isTold])
      expect((await client.get(asked({ message, sessionId, ...more }))).status).toBe(200)
      expect(['GET', sessionId, more, wasTold(model, fact)]).toEqual(['GET', sessionId, more, isTold])
    }
  })

  test('nothing that was said by nobody in particular is found, or learned, for whoever comes next', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const secret = 'My name is Annabel and my sister Petra keeps bees.'
    await chat(client, { message: secret, sessionId })
    server.advance(restMs)
    await server.tidy()
    expect(await memoriesOf(client)).toEqual([])
    expect(await recall(client, 'Annabel, Petra, sister, bees')).toEqual([])
    await chat(client, { message: 'Who keeps bees?', sessionId: 's-2' })
    expect(JSON.stringify(model.requests.at(-1)?.body)).not.toContain('Petra')
    // In its own session it is what was said before, as it always was.
    await chat(client, { message: 'Who keeps bees?', sessionId })
    expect(JSON.stringify(model.requests.at(-1)?.body)).toContain('Petra')
  })

  test('what somebody has said in one session is told in another of theirs', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    await chat(client, { message: 'My sister Petra keeps bees.', sessionId, userId: 'ann' })
    const question = 'What does my sister keep?'
    await chat(client, { message: question, sessionId: 's-2', userId: 'ann' })
    expect(wasTold(model, 'Petra keeps bees')).toBe(true)
    await chat(client, { message: question, sessionId: 's-2', userId: 'bob' })
    expect(wasTold(model, 'Petra keeps bees')).toBe(false)
  })

  test('a token names them', async () => {
    await using server = await startTestServer(withAuth)
    const { client, model } = server
    const ann = await as('ann')
    await pin(client, fact, ann)
    await chat(client, { message, sessionId }, ann)
    expect(wasTold(model, fact)).toBe(true)
    await chat(client, { message, sessionId }, await as('bob'))
    expect(wasTold(model, fact)).toBe(false)
  })
})
