import { describe, expect, test } from 'vitest'
import { asksAboutRisk } from '../../src/safety/asks-about-risk.ts'
import { supportCard } from '../../src/safety/texts/crisis-text.ts'
import type { Resource } from '../../src/safety/texts/resource.ts'
import { readResources, resourcesFor } from '../../src/safety/texts/resources.ts'
import { startTestServer } from '../harness.ts'

const rows = readResources()
const countries = [undefined, ...new Set(rows.flatMap(({ country }) => country ?? []))]
const seeds = ['a', 'b', 'c', 'd']
const questions: Readonly<Record<string, string>> = {
  en: 'Are you thinking about killing yourself? You can answer in your own time, and I will not think less of you for it.',
  de: 'Denkst du daran, dich umzubringen? Ich frage das, weil mir wichtig ist, wie es dir wirklich geht, und nicht aus Neugier.',
  es: '¿Estás pensando en suicidarte? Te lo pregunto porque me importa lo que te pasa, y puedes contestar con calma.',
  fr: 'Est-ce que tu penses à te suicider ? Je te le demande parce que ce que tu vis compte, et tu peux prendre ton temps.',
  pt: 'Você pensa em se matar ou em suicídio? Pergunto porque o que você sente importa, e você pode responder com calma.',
  it: 'Stai pensando di ucciderti? Te lo chiedo perché quello che provi conta, e puoi rispondere con calma, quando vuoi.',
}

const questionWith = (language: string, resources: readonly Resource[], seed: string): string =>
  `${questions[language]}\n\n${supportCard('self', language, seed, resources)}`

describe('LESSONS 19: what somebody is asked is not forgotten over the card that stands behind it', () => {
  test.each(Object.keys(questions))('in %s, wherever they are', (language) => {
    expect(asksAboutRisk(questions[language] ?? '')).toBe(true)
    for (const country of countries) {
      for (const seed of seeds) {
        const text = questionWith(language, resourcesFor({ country, language }, rows), seed)
        expect([country, text, asksAboutRisk(text)]).toEqual([country, text, true])
      }
    }
  })

  test('however much an operator says of where there is help', () => {
    const named: Resource = {
      id: 'long',
      country: 'GB',
      name: `Does anybody listen? ${'Yes, at the far end of the harbour. '.repeat(20)}`,
      languages: ['en'],
      channels: [{ kind: 'call', value: '116 123' }],
      source: 'https://example.org',
      verifiedAt: null,
    }
    for (const seed of seeds) expect(asksAboutRisk(questionWith('en', [named], seed))).toBe(true)
  })
})

test('a card alone asks nothing, nor does what was asked long before the end', () => {
  const card = supportCard('other', 'en', 'a', resourcesFor({ country: 'NZ', language: 'en' }, rows))
  expect(asksAboutRisk(card)).toBe(false)
  expect(asksAboutRisk(`How was your day?\n\n${card}`)).toBe(false)
  expect(asksAboutRisk(`${questions['en']}\n\n${'There was rain, and then there was more. '.repeat(20)}`)).toBe(false)
})

describe('LESSONS 19: whom a question is about', () => {
  test.each([
    'Do you think she might be suicidal?',
    'Has she told you that she wants to die?',
    'Do you know whether he is thinking about suicide right now?',
    'Have they said whether they plan to end it all?',
  ])('a yes to what was asked of another is no danger to oneself: %s', (text) => {
    expect(asksAboutRisk(text)).toBe(false)
  })

  test.each([
    'When she left, did you think about suicide?',
    'Has he noticed that you want to die?',
    'They matter to you. Are you having thoughts of suicide?',
    'Are you thinking about suicide, as she did?',
    'She said that she was suicidal; are you thinking of ending your life as well?',
    'Do you think about suicide, or did she say that she is suicidal and that you want to die?',
    'Suicide: is that what is on your mind?',
    'Are you suicidal, or is she suicidal?',
    'Was it after she had left, the thought of killing yourself?',
    '¿Te he preguntado si piensas en suicidarte?',
  ])('a yes to what they were asked themselves is: %s', (text) => {
    expect(asksAboutRisk(text)).toBe(true)
  })
})

test('LESSONS 19: a yes to the question that was asked is danger, with a card between them', async () => {
  await using server = await startTestServer()
  const { client, model } = server
  const conversation = await client.conversation({ persona: 'luma' })
  const headers = { 'accept-language': 'en-NZ' }
  model.reply('That sounds hard. Are you thinking about killing yourself?')
  const first = await (await client.send(conversation, "I don't want to be here anymore", {}, headers)).all()
  expect(first.find(({ data }) => data.kind === 'crisis')?.data).toMatchObject({ level: 2, as: 'card', country: 'NZ' })
  model.reply('I am here.')
  const second = await (await client.send(conversation, 'yes', {}, headers)).all()
  expect(second.find(({ data }) => data.kind === 'crisis')?.data).toMatchObject({ level: 3, as: 'message' })
})
