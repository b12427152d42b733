import { describe, expect, test } from 'vitest'
import { startTestServer } from '../harness.ts'

/** Nothing by itself; of somebody who has just said that they want to die it is level 3. */
const farewell = 'goodbye, thank you for everything'
const plea = 'I want to kill myself'
const ordinary = 'We had soup for lunch, and then it rained. '
const talk = (length: number): string => ordinary.repeat(Math.ceil(length / ordinary.length)).slice(0, length)

interface Turn {
  role: 'user' | 'assistant'
  content: string
}

/** Each of these with an answer to it, as a client keeps them. */
const spoken = (...said: string[]): Turn[] =>
  said.flatMap((content): Turn[] => [
    { role: 'user', content },
    { role: 'assistant', content: 'I hear you.' },
  ])

/** Whether somebody who says farewell after all this is shown the written message. */
async function isHeld(before: readonly Turn[], said = farewell): Promise<boolean> {
  await using server = await startTestServer()
  const messages = [...before, { role: 'user', content: said }]
  const { status, json } = await server.client.post('/chat/completion', { messages }, { 'accept-language': 'en-US' })
  expect(status).toBe(200)
  const { response } = json as { response: string }
  expect(response).toContain('You said')
  return response.includes('988')
}

describe('a request that brings all that was said', () => {
  test('whoever says farewell is not held up for nothing', async () => {
    expect(await isHeld(spoken(talk(50)))).toBe(false)
  })

  test.each([
    ['right before', spoken(plea)],
    ['right before, behind a megabyte of talk', spoken(...Array.from({ length: 19 }, () => talk(48_000)), plea)],
    ['at the beginning of a long message right before', spoken(`${plea}. ${talk(200_000)}`)],
    ['in the middle of a long message right before', spoken(`${talk(100_000)}. ${plea}. ${talk(100_000)}`)],
    ['before twenty thousand characters of other messages', spoken(plea, ...Array(4).fill(talk(4_990)), talk(4_000))],
    ['before a text that was pasted', spoken(plea, talk(100_000), 'What do you make of it?')],
    ['before an answer without end', [...spoken(plea), { role: 'assistant' as const, content: talk(300_000) }]],
  ])('what they said %s counts', async (_, before) => {
    expect(await isHeld(before)).toBe(true)
  })

  test.each([
    ['of more than twenty thousand characters', spoken(plea, ...Array(11).fill(talk(2_000)))],
    ['of more than forty turns', spoken(plea, ...Array(20).fill('And then?'))],
    ['that is one long message, unless it is the last', spoken(`${plea}. ${talk(20_000)}`, 'And then?')],
  ])('what lies behind a talk %s costs the others no time', async (_, before) => {
    expect(await isHeld(before)).toBe(false)
  })

  test('the newest message is read to its end, however long it is', async () => {
    expect(await isHeld([], `${talk(500_000)}. ${plea}.`)).toBe(true)
  })
})

describe('what was said twice before anybody answered', () => {
  const unanswered = (...said: string[]): Turn[] => said.map((content) => ({ role: 'user', content }))
  const hello = 'hello?'

  test.each([
    ['right before', [...spoken(talk(50)), ...unanswered(plea)]],
    ['and something else between', unanswered(plea, 'It rains here.')],
    ['in another language', unanswered('quiero morirme')],
  ])('LESSONS 19: a plea that came with the next message is answered with it: %s', async (_, before) => {
    expect(await isHeld(before, hello)).toBe(true)
  })

  test('what was answered before is not answered again', async () => {
    expect(await isHeld(spoken(plea), hello)).toBe(false)
    expect(await isHeld([...spoken(plea), ...unanswered('It rains here.')], hello)).toBe(false)
  })
})
