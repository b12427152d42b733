import { describe, expect, test } from 'vitest'
import type { Fact } from '../../src/memory/facts.ts'
import { createReadings, factKey, normalised } from '../../src/memory/reading.ts'
import { reconcile, type Known } from '../../src/memory/reconcile.ts'
import { factsIn } from '../../src/memory/rules/facts-in.ts'

const sameFact = (a: string, b: string): boolean => normalised(a) === normalised(b)
const saidAt = Date.UTC(2026, 10, 21, 12)

const plain = { slot: null, topic: null, polarity: 0 } as const

const known = (text: string, more: Partial<Known> = {}): Known => ({ id: 'm1', text, ...plain, ...more })
const fact = (text: string, more: Partial<Fact> = {}): Fact => ({
  text,
  ...plain,
  importance: 0.5,
  quote: text,
  explicit: false,
  ...more,
})

/** What is remembered once all of it was said, one after another. */
function remember(messages: readonly string[]): Known[] {
  const memories: Known[] = []
  for (const found of messages.flatMap((message) => factsIn(message, saidAt))) {
    const verdict = reconcile(found, memories)
    const { text, slot, topic, polarity } = found
    if (verdict.kind === 'add') memories.push({ id: `m${memories.length}`, text, slot, topic, polarity })
    else {
      const held = memories.find(({ id }) => id === verdict.id)
      if (!held) throw new Error('the verdict names a memory that there is not')
      if (verdict.kind === 'merge') held.text = verdict.text
      if (verdict.kind === 'supersede') Object.assign(held, { text, slot, topic, polarity })
    }
  }
  return memories
}

const texts = (messages: readonly string[]): string[] => remember(messages).map(({ text }) => text)

describe('one fact does not become many memories', () => {
  test('five facts, each said in three ways, are no more than six', () => {
    const said = [
      'My name is Ada',
      "hi, I'm Ada",
      "it's Ada here",
      'I live in Lyon',
      "I'm based in Lyon",
      'I just moved to Lyon',
      "I'm allergic to peanuts",
      'I have a peanut allergy',
      'im severely allergic to peanuts btw',
      'I have a dog called Rex',
      'my dog is called Rex',
      "we have a dog, his name is Rex, my dog's name is Rex",
      'I love pizza',
      'i really like pizza',
      "I'm a big fan of pizza",
    ]
    expect(texts(said).length).toBeLessThanOrEqual(6)
    expect(texts(said)).toEqual([
      'Name is Ada',
      'Lives in Lyon',
      'Allergic to peanuts',
      'Has a dog called Rex',
      'Likes pizza',
    ])
  })

  test('other five as well', () => {
    const said = [
      "I'm a nurse",
      'I work as a nurse',
      'my job is a nurse',
      "I'm vegetarian",
      "I'm a vegetarian",
      'I became vegetarian last year',
      'My sister is called Mia',
      'I have a sister named Mia',
      'I met my sister Mia today',
      'My favourite colour is teal',
      'teal is my favourite color',
      'my fav color is teal',
      'I hate olives',
      "I don't like olives",
      "I can't stand olives",
    ]
    expect(texts(said).length).toBeLessThanOrEqual(6)
  })

  test('the same words touch what there is, whatever their case and marks', () => {
    expect(reconcile(fact('lives in lyon.'), [known('Lives in Lyon')])).toEqual({ kind: 'touch', id: 'm1' })
  })

  test.each([
    ['Plans to visit Rome with Tom', 'Plans to visit Rome with Tom on 2026-11-27'],
    ['Has a dog', 'Has a dog called Rex'],
    ['Drives an old blue Volvo', 'Drives an old blue Volvo estate'],
    ['Owns a small bakery in Lyon', 'Owns a bakery in Lyon'],
  ])('what only adds to %j is one with it, and the richer text is kept', (a, b) => {
    const richer = a.length > b.length ? a : b
    expect(reconcile(fact(b), [known(a)])).toEqual({ kind: 'merge', id: 'm1', text: richer })
    expect(reconcile(fact(a), [known(b)])).toEqual({ kind: 'merge', id: 'm1', text: richer })
  })

  test('a place with its country is the place, and a name with its surname the name', () => {
    const home = { slot: 'home' } as const
    expect(reconcile(fact('Lives in Lyon', home), [known('Lives in Lyon, France', home)])).toEqual({
      kind: 'merge',
      id: 'm1',
      text: 'Lives in Lyon, France',
    })
    const name = { slot: 'name' } as const
    expect(reconcile(fact('Name is Ada Lovelace', name), [known('Name is Ada', name)])).toEqual({
      kind: 'merge',
      id: 'm1',
      text: 'Name is Ada Lovelace',
    })
  })
})

describe('two facts do not become one', () => {
  test.each([
    ['Has a dog called Rex', 'Has a cat called Rex'],
    ['Has a dog called Rex', 'Has a dog called Max'],
    ['Has a dog called Rex', 'Has a brown dog called Max'],
    ['Sister is called Mia', 'Sister is called Zoe'],
    ['Likes dogs', 'Likes hot dogs'],
    ['Likes dogs', 'Dislikes dogs'],
    ['Eats pork', 'Does not eat pork'],
    ['Allergic to nuts', 'Allergic to pine nuts'],
    ['Prefers tea to coffee', 'Prefers coffee to tea'],
    ['Takes 50 mg of sertraline', 'Takes 100 mg of sertraline'],
    ['Has an exam on 2026-11-27', 'Has an exam on 2026-11-30'],
    ['Plans to fly to Rome on 2026-11-27', 'Plans to fly to Oslo on 2026-11-27'],
    ['Prefers window seats on long flights', 'Prefers aisle seats on long flights'],
    ['Car is a Volvo', 'Bike is a Volvo'],
    ['Used to live in Lyon with Tom', 'Lives in Lyon with Tom'],
    ['The wifi code is 1234', 'The wifi code is 12345'],
    ['Keeps bees behind the old house', 'Keeps bees behind the new house'],
    ['Has asthma', 'Has a cat'],
    ['It is', 'Is it'],
    ['Likes old black films', 'Likes old black horror films'],
    ['Meets the book club at 7', 'Meets the book club at 7 on 2026-11-27'],
    ['Owns a boat', 'Owns a model boat'],
  ])('%j and %j', (a, b) => {
    expect(reconcile(fact(a), [known(b)])).toEqual({ kind: 'add' })
    expect(reconcile(fact(b), [known(a)])).toEqual({ kind: 'add' })
  })

  test('what is liked of one thing is not liked of another', () => {
    const [first, second] = factsIn('I love Paris and I love Paris Hilton movies', saidAt)
    if (!first || !second) throw new Error('two are learned')
    expect(reconcile(second, [{ id: 'm1', ...first }])).toEqual({ kind: 'add' })
  })

  test('what stands in different slots, or is meant the other way, stays apart', () => {
    const text = 'Feeds lions, tigers and bears'
    const more = `${text} daily`
    expect(reconcile(fact(more), [known(text)]).kind).toBe('merge')
    expect(reconcile(fact(more, { slot: 'job' }), [known(text, { slot: 'hobby' })])).toEqual({ kind: 'add' })
    expect(reconcile(fact(more, { polarity: -1 }), [known(text, { polarity: 1 })])).toEqual({ kind: 'add' })
    expect(reconcile(fact(more, { topic: 'a:b' }), [known(text, { topic: 'a:c' })])).toEqual({ kind: 'add' })
  })

  test('nothing is one with nothing', () => {
    expect(reconcile(fact('Likes tea'), [])).toEqual({ kind: 'add' })
  })
})

describe('what was true before does not stay beside what is true now', () => {
  test.each([
    [['My name is Ada', 'Actually my name is Ben'], ['Name is Ben']],
    [['I live in Rome', 'I moved from Rome to Lyon'], ['Lives in Lyon']],
    [['I live in York', 'I live in New York'], ['Lives in New York']],
    [["I'm a nurse", 'I was promoted to head nurse'], ['Works as head nurse']],
    [['I love jazz', 'I no longer like jazz'], ['No longer likes jazz']],
    [['I hate olives', 'I love olives now'], ['Likes olives']],
    [['I work at Siemens', 'I quit my job at Siemens', 'I joined Bosch'], ['Works at Bosch']],
    [["I'm vegan", "I'm no longer vegan"], ['No longer vegan']],
    [['My favourite colour is red', 'my favorite color is blue'], ['Favourite colour is blue']],
    [['I have two kids', 'I have three kids'], ['Has three kids']],
    [['I live in Rome', 'I used to live in Oslo', 'if I lived in Lima'], ['Lives in Rome']],
  ])('%j', (said, left) => {
    expect(texts(said)).toEqual(left)
  })

  test('of several memories the one that the fact is about', () => {
    const all = [
      known('Likes tea', { id: 'a', topic: 'like:tea', polarity: 1 }),
      known('Lives in Rome', { id: 'b', slot: 'home' }),
      known('Likes jazz', { id: 'c', topic: 'like:jazz', polarity: 1 }),
    ]
    expect(reconcile(fact('Dislikes jazz', { topic: 'like:jazz', polarity: -1 }), all)).toEqual({
      kind: 'supersede',
      id: 'c',
    })
    expect(reconcile(fact('Lives in Oslo', { slot: 'home' }), all)).toEqual({ kind: 'supersede', id: 'b' })
  })
})

test.each(['constructor', '__proto__', 'toString'])('a memory of %s is one like others', (word) => {
  expect(factKey(`Likes ${word}`)).toContain(
    word
      .replace(/[^a-z]/gi, '')
      .slice(0, 5)
      .toLowerCase(),
  )
  expect(reconcile(fact(`Likes ${word}`), [known('Likes tea')])).toEqual({ kind: 'add' })
})

describe('what somebody deleted is known again in other words', () => {
  test.each([
    ['Likes pizza', 'Loves pizzas'],
    ['Likes pizza', 'Enjoys the pizza'],
    ['Dislikes olives', 'Does not like olives'],
    ['Sister is called Mia', 'Has a sister named Mia'],
    ['Lives in Lyon', 'Is based in Lyon'],
    ['Favourite colour is teal', 'Favorite color is teal'],
    ['Has two cats', 'Has 2 cats'],
    ['Plans to fly to Rome', 'Rome: plans to fly'],
  ])('%j is %j', (a, b) => {
    expect(factKey(a)).toBe(factKey(b))
  })

  test.each([
    ['Likes pizza', 'Dislikes pizza'],
    ['Eats meat', 'Does not eat meat'],
    ['Prefers tea to coffee', 'Prefers coffee to tea'],
    ['Lives in Lyon', 'Lives in Rome'],
    ['我住在北京', '我住在上海'],
    ['It is', 'Is'],
  ])('and %j is not %j', (a, b) => {
    expect(factKey(a)).not.toBe(factKey(b))
  })
})

test('two texts are the same in any case, with any marks, and not with other words', () => {
  expect(sameFact('Lives in Lyon', ' lives  in LYON! ')).toBe(true)
  expect(sameFact("Sister's car", 'Sister’s car')).toBe(true)
  expect(sameFact('Writes C', 'Writes C++')).toBe(false)
  expect(sameFact('Lives in Lyon', 'Lives in Lyons')).toBe(false)
})

test('two pictures are two things', () => {
  expect(sameFact('Likes 🐕', 'Likes 🐈')).toBe(false)
  expect(factKey('Likes 🐕')).not.toBe(factKey('Likes 🐈'))
})

test('of those who know thousands of things each is read once, however much is said', () => {
  const all = Array.from({ length: 50 }, (_, i) => known(`Collects stamps of year ${i}`, { id: `m${i}` }))
  const readings = createReadings()
  const asked = new Map<string, Set<unknown>>()
  const read = (text: string) => {
    const reading = readings(text)
    asked.set(text, (asked.get(text) ?? new Set()).add(reading))
    return reading
  }
  for (const text of ['Plays chess', 'Collects coins', 'Collects stamps of year 7']) reconcile(fact(text), all, read)
  for (const { text } of all) expect(asked.get(text)?.size).toBe(1)
  asked.clear()
  reconcile(fact('Collects stamps of year 7'), all, read)
  expect(asked.size).toBe(8)
})
