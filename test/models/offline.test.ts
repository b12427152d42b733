import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as stock from '../../src/adapters/models/offline/script/continuations.ts'
import { answer, assistant, converse, MARKING, reply, user } from './ask-offline.ts'

describe('a conversation', () => {
  test('about a hard week reads as it was meant to', async () => {
    const said = await converse([
      'Hi there!',
      "I've been feeling really anxious lately",
      'mostly about work. My boss keeps piling things on me',
      "I think that I'm not good enough for this job",
      'because everyone else seems to manage',
      'I wish I could sleep',
      "I don't know",
      'ok',
      'Are you even a real person?',
      'What should I do?',
      'Thanks, that helped',
      'bye',
    ])
    expect(said).toEqual([
      `${MARKING}\n\nHello, good to have you here. What is on your mind today?`,
      'That must keep you on your toes. What is the picture that worries you most?',
      'How do things stand between you and your boss?',
      'You are hard on yourself there. Whose voice does that sound like?',
      'That is one reason. If there were a second, quieter one, what would it be?',
      'Stay with the wish for a moment. What do you see there?',
      'Not knowing is a place to start from as well. What is the nearest thing to it that you do know?',
      'Earlier you mentioned that you have been feeling anxious. Does that play a part in this?',
      'No human here: I am a small program, the built-in offline model, and I follow a page of written rules. What made you wonder?',
      'Advice is not mine to give, and I know too little of your life for it. What have you turned over so far?',
      'You are welcome. What else is moving about in you?',
      'Goodbye, and thank you for the conversation. It will be here whenever you want to carry on.',
    ])
  })

  test('about a friend reads as it was meant to', async () => {
    const said = await converse([
      'I had a fight with my best friend yesterday',
      "and I think she's right",
      'I just feel guilty',
      'What if she never talks to me again?',
      'not always, I guess',
      'My dad was in hospital',
      "I'm going to write her a letter",
      'Why am I so scared of it?',
      'That feels better',
    ])
    expect(said).toEqual([
      `${MARKING}\n\nHow does it look now, from a little way off?`,
      'What speaks for it, that she is right?',
      'You are hard on yourself there. Whose voice does that sound like?',
      'Suppose it is so. What then?',
      'So there are exceptions. What are they like?',
      'How is it for you to see your dad like that?',
      'What tipped the balance?',
      'What is the first answer that comes up, before you weigh it?',
      'I am glad of that. What has been good about it?',
    ])
  })

  test.each([
    ['My mother died last week', 'I am sorry for your loss. What would you like me to know about them?'],
    ['I feel so lonely', 'That can be a very quiet kind of hurt. When do you feel it most?'],
    ['I am angry with my brother', 'I can hear the heat in that. What was the moment when it boiled over?'],
    ['I am so happy today!', 'How nice to read that. What brought it about?'],
    ['I want to live in Paris', 'What would be different for you, once you could live in Paris?'],
    ['I miss him so much', 'What do you miss first of all when you think of him?'],
    ['I had a strange dream', 'What is the picture from it that has stayed with you?'],
    ['Nobody ever calls', 'Nobody at all is a lonely count. Who comes closest?'],
    ['sorry', 'There is nothing to make up for here. What were you about to say?'],
    ['my name is anna', 'Good to meet you, Anna. What would you like to talk about?'],
    ['what is 17 * 23?', 'That much I can do offline: 17 × 23 = 391.'],
    ['asdfghjkl', 'I could not find a word that I know in there. Did your fingers slip, or was it meant like that?'],
    ['https://example.com/?a=b', 'I read words only, and there were none in that. How would it sound if you said it?'],
    ['?!', 'I read words only, and there were none in that. How would it sound if you said it?'],
    ['  \n ', 'Nothing came through but the silence. What would you like to say?'],
    ['pizza', 'That is brief, and I would like to see more of it. What belongs to it?'],
    [
      'you are useless',
      'You have run into my limits, and I can see why that grates. I am only the offline model; what were you hoping to find here?',
    ],
  ])('hears what is meant by %j', async (text, expected) => {
    expect(await answer(text)).toBe(expected)
  })

  test('comes back to an earlier remark, once', async () => {
    const said = await converse([
      'My father is a surgeon',
      'hmm',
      'yes',
      'no',
      'maybe',
      'ok',
      'sure',
      'yes',
      'no',
      'ok',
      'no',
      'ok',
    ])
    const recalled = said.filter((text) => text.includes('your father is a surgeon'))
    expect(recalled).toEqual(['Earlier you mentioned that your father is a surgeon. Does that play a part in this?'])
  })

  test('notices when the same is said twice', async () => {
    const [, second] = await converse(['The kitchen is full of boxes', 'The kitchen is full of boxes'])
    expect(second).toBe('You have said that before, in the same words. What have I not heard in it yet?')
  })

  test('of thirty turns that mean nothing to it never says a thing twice', async () => {
    const texts = Array.from(
      { length: 30 },
      (_, index) => `The ${index + 2}th train to Leeds leaves from platform ${index}`,
    )
    const said = await converse(texts)
    expect(new Set(said.map((text) => text.replace(`${MARKING}\n\n`, ''))).size).toBe(30)
  })

  test.each([
    'yes',
    'hello',
    'are you human?',
    'I am sad',
    'what is the capital of France?',
    '',
    '???',
    'Hola',
    '2 + 2',
    'xkcdqwrt',
    'I want to die',
  ])('never says the same twice in a row to someone who only says %j', async (text) => {
    const said = await converse(Array.from({ length: 12 }, () => text))
    for (const [index, words] of said.entries()) expect(words).not.toBe(said[index + 1])
  })

  test('that was cut short does not begin in the same way again', async () => {
    const first = await reply(user('ok'), assistant('All right.'), user('I am so tired'))
    const half = first.split(' ').slice(0, 5).join(' ')
    const second = await reply(user('I am so tired'), assistant(half), user('I am so exhausted'))
    expect(second.startsWith(half)).toBe(false)
  })
})

describe('what it is', () => {
  test('is said first, whatever the first message is', async () => {
    for (const text of ['Hello', '', 'Hola', '2+2', 'I feel sad', '🙂']) {
      expect(await reply({ role: 'system', content: 'Be kind.' }, user(text))).toMatch(`${MARKING}\n\n`)
    }
  })

  test('is not said again', async () => {
    expect(await reply(user('Hello'), assistant('Hello.'), user('Hello'))).not.toContain(MARKING)
  })

  test.each([
    'are you human?',
    'Are you a robot',
    'you are a real person',
    'am I talking to a human',
    'Are you a therapist?',
    'is this an AI',
  ])('is a program to someone who asks %j, as often as they ask', async (text) => {
    const said = await converse([text, text, text, text])
    for (const words of said) expect(words).toMatch(/program|machine/i)
  })

  test.each([
    'what model are you?',
    'Write me a poem about cats',
    'who won the world cup in 2018?',
    'can you fix my code?',
    'summarise this text',
  ])('is named, with the way out, where only a real model would do: %j', async (text) => {
    expect(await answer(text)).toMatch(/OPENAI_API_KEY or OPENAI_BASE_URL/)
  })

  test.each(['should I leave him?', 'do I have depression?', 'What should I do about my boss?'])(
    'is not somebody who advises or diagnoses: %j',
    async (text) => {
      expect(await answer(text)).toMatch(/not mine to give|not something that a set of rules can judge/)
    },
  )

  test.each([
    ['Hola, estoy muy triste', /inglés/],
    ['Bonjour', /anglais/],
    ['Guten Tag, ich bin müde', /Englisch/],
    ['Olá, tudo bem?', /inglês/],
    ['Ciao, come stai?', /inglese/],
    ['привет как дела', /English/],
    ['こんにちは', /English/],
  ])('is at a loss in other languages, and says so in them: %j', async (text, name) => {
    expect(await reply(user(text))).toMatch(name)
  })

  test('is not at a loss for a foreign word in an English conversation', async () => {
    expect(await reply(user('I like my new job'), assistant('Good.'), user('ciao'))).toMatch(/^Goodbye/)
  })
})

describe('what is grave', () => {
  test.each([
    'I want to kill myself',
    "I don't want to live anymore",
    'i want to DIE',
    'my husband hits me',
    'I took too many pills',
    'I want to kill my boss',
  ])('is never turned round: %j', async (text) => {
    expect(await answer(text)).toMatch(/someone you trust|person you trust|emergency number/)
  })

  test('is not passed over in the next turn', async () => {
    const said = await converse(['I want to die', 'no', 'My friend is here'])
    expect(said.slice(1)).toEqual(stock.afterGrave.slice(0, 2))
  })

  test.each(['I cannot go on holiday this year', 'my phone died', 'this deadline is killing me'])(
    'is not heard in %j',
    async (text) => {
      expect(await answer(text)).not.toMatch(/trust|emergency|loss/)
    },
  )
})

describe('whatever it is given', () => {
  test('opens by itself where nobody has spoken', async () => {
    const opening = `${MARKING}\n\nHello, I am glad that you are here. What is on your mind today?`
    expect(await reply()).toBe(opening)
    expect(await reply({ role: 'system', content: 'Be kind.' })).toBe(opening)
    expect(await reply(assistant(opening))).toBe(
      'I am still here, and there is no hurry. Where would you like to begin?',
    )
  })

  test.each([
    'a'.repeat(100_000),
    'i am my '.repeat(12_500),
    'i feel not '.repeat(9000),
    'I am '.repeat(20_000),
    '<'.repeat(100_000),
    'http://'.repeat(15_000),
    "'".repeat(100_000),
    `a${'\u0301'.repeat(100_000)}`,
    '\ufdfa'.repeat(100_000),
    '\ud83d'.repeat(100_000),
    '\u202e\u200b\u0000'.repeat(33_000),
    '1'.repeat(100_000),
  ])('is not overcome by 100 KB (case %#)', async (text) => {
    const history = Array.from({ length: 400 }, (_, index) => (index % 2 ? assistant(text) : user(text)))
    expect(await reply(...history, user(text))).not.toBe('')
  })

  const word = fc.constantFrom(
    ...'i you my your am are was not because feel want mother never sad ? . ! {1} {2^} $& but and'.split(' '),
  )
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'grapheme' }),
    fc.array(word, { maxLength: 30 }).map((words) => words.join(' ')),
    fc
      .array(fc.constantFrom('\ud800', '\udc00', 'i am ', 'my ', '😀', '\n'), { maxLength: 20 })
      .map((parts) => parts.join('')),
  )
  const message = fc.record({
    role: fc.constantFrom('system' as const, 'user' as const, 'assistant' as const),
    content: text,
  })

  test('answers, in whole characters, and the same again', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(message, { maxLength: 12 }), async (messages) => {
        const first = await reply(...messages)
        expect(first.trim()).not.toBe('')
        expect(first.isWellFormed()).toBe(true)
        expect(first).not.toMatch(/\{|\}|undefined/)
        expect(await reply(...structuredClone(messages))).toBe(first)
      }),
      { numRuns: 300 },
    )
  })

  test('never says the same twice in a row', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 2, maxLength: 10 }), async (texts) => {
        const said = await converse(texts)
        for (const [index, words] of said.entries()) expect(words).not.toBe(said[index + 1])
      }),
      { numRuns: 60 },
    )
  })

  test('says no markup back', async () => {
    expect(await answer('I want <img src=x onerror=alert(1)> a ![cat](http://evil.example/x.png)')).not.toMatch(
      /[<>[\]]|http/,
    )
  })
})
