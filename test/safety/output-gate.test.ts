import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  createGate,
  type Gate,
  type GateFault,
  type GateOptions,
  type RemoteOpinion,
} from '../../src/safety/output/create-gate.ts'
import type { OutputRules } from '../../src/safety/output/output-fault.ts'

const inTherapy: OutputRules = { therapy: true, risk: 0 }

/** What readers have been shown, and what they were told to forget. */
interface Readers {
  deltas: string[]
  retracted: [keep: string, reason: string][]
  faults: GateFault[]
  /** Deltas that came after the fault. */
  late: string[]
}

function open(options: Partial<GateOptions> & Pick<GateOptions, 'mode'>): { gate: Gate; seen: Readers } {
  const seen: Readers = { deltas: [], retracted: [], faults: [], late: [] }
  const gate = createGate({
    rules: inTherapy,
    remoteMay: 'hold',
    sink: {
      delta: (text) => (seen.faults.length > 0 ? seen.late : seen.deltas).push(text),
      retract: (keep, reason) => seen.retracted.push([keep, reason]),
    },
    onFault: (fault) => seen.faults.push(fault),
    ...options,
  })
  return { gate, seen }
}

const clean: readonly string[] = [
  '',
  ' \n',
  'No',
  'That sounds hard. You have a lot of strength, and you are not alone! Would you like to talk?',
  'Only a doctor can diagnose depression. Please do not take more than prescribed.\n\n1. Call 988.\n2. Breathe.',
  'Ça a l’air difficile… Je ne suis pas un thérapeute. « Parlez-en à votre médecin. » D’accord ?',
  'Du übertreibst nicht. Ich bin kein Mensch, z.B. kein Arzt. 😀👍🏽 Alles wird leichter!',
  '大丈夫です。話してくれてありがとう！どうしましたか？ e\u0301 e\u0301. \ud83d half. \ude00',
  `Words ${'that go on and on '.repeat(40)}without lithium or an end`,
  'x'.repeat(900),
  'Take the cake out of the oven. Dr. Meyer likes it, e.g. with 3.5 spoons of cream! "Well?" he said. (Yes.) Done',
]

/** What stays; what of the sentence may have been seen; what nobody may see. */
const faulty: readonly (readonly [fault: string, keep: string, shown: string, never: string])[] = [
  ['dosage', 'I hear you. It is hard.', ' Stop taking your lithium', ' now. You will see. Good.'],
  ['dosage', '', 'You should take 50', ' mg of it. Then rest.'],
  ['diagnosis', 'Thank you 😀 for saying that!', ' I think that you have bipolar', ' disorder. It is common.'],
  ['diagnosis', '「どうも」。', 'You have de\u0301pression', '. Really. No'],
  ['human_claim', 'Hello.', '\n\nI am a real', ' person, and I care. Tell me more.'],
  ['secrecy', 'I know, Dr. Meyer said so.', ' It stays between us', '. Yes'],
  ['minimising', 'Well…', ' It is just a phase', ', you know'],
  ['encouragement', 'You are tired.', ' Everyone would be better off', ' without you. 😀😀'],
  ['method', 'You said that you want to die. There are tablets.', ' Take about forty of them', ' at once.'],
  ['dosage', 'Ça va.', ' Augmentez votre dose', ' demain. Bien.'],
  ['human_claim', '😀👍🏽 Nun gut!', ' Ich bin ein Mensch', ' wie du. Ja.'],
  ['diagnosis', `${'word '.repeat(79)}word`, ' then so you have bipolar', ' disorder'],
]

const sizes = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 12 })

function cut(text: string, sizes: readonly number[]): string[] {
  const pieces: string[] = []
  for (let at = 0, turn = 0; at < text.length; turn++) {
    const size = sizes[turn % sizes.length] ?? 1
    pieces.push(text.slice(at, at + size))
    at += size
  }
  return pieces
}

/** Whole deltas of the model, in their order, and at most the beginning of one at the end. */
function expectUncut(deltas: readonly string[], pieces: readonly string[], isWhole: boolean): void {
  const last = deltas.length - 1
  for (const [at, delta] of deltas.entries())
    if (isWhole || at < last) expect(delta).toBe(pieces[at])
    else expect(pieces[at]?.startsWith(delta)).toBe(true)
  if (isWhole) expect(deltas.length).toBe(pieces.length)
}

const modes = ['gated', 'suspicion'] as const

describe('the gate, by its own rules', () => {
  it.each(modes)('changes nothing of a good answer, however it was cut (%s)', async (mode) => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...clean), sizes, async (text, sizes) => {
        const { gate, seen } = open({ mode })
        const pieces = cut(text, sizes)
        for (const piece of pieces) gate.delta(piece)
        expect(await gate.finish()).toBeUndefined()
        expectUncut(seen.deltas, pieces, true)
        expect(gate.text()).toBe(text)
        expect([seen.retracted, seen.faults, gate.scanned()]).toEqual([[], [], 'local'])
      }),
      { numRuns: 2500 },
    )
  })

  it.each(modes)('keeps exactly what was before a faulty sentence, however it was cut (%s)', async (mode) => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...faulty), sizes, async ([fault, keep, shown, never], sizes) => {
        const { gate, seen } = open({ mode })
        const pieces = cut(keep + shown + never, sizes)
        for (const piece of pieces) gate.delta(piece)
        expect(await gate.finish()).toEqual({ fault })
        expect(gate.text()).toBe(keep)
        expect(seen.faults).toEqual([{ fault }])
        expect(seen.late).toEqual([])
        const out = seen.deltas.join('')
        expect((keep + shown).startsWith(out)).toBe(true)
        expectUncut(seen.deltas, pieces, false)
        const has = out.length > keep.length
        expect(seen.retracted).toEqual(has ? [[keep, fault]] : [])
        if (mode === 'gated') expect(has).toBe(false)
      }),
      { numRuns: 2500 },
    )
  })

  it('lets the first delta go before there is a second, where nothing is suspicious', () => {
    const { gate, seen } = open({ mode: 'suspicion' })
    gate.delta('That')
    expect(seen.deltas).toEqual(['That'])
    gate.delta(' sounds')
    expect(seen.deltas).toEqual(['That', ' sounds'])
  })

  it('holds a suspicious sentence from its word on, and lets it go at its end where it is harmless', () => {
    const { gate, seen } = open({ mode: 'suspicion' })
    for (const piece of ['Only', ' doctors', ' diagnose', ' depression', '.']) gate.delta(piece)
    expect(seen.deltas).toEqual(['Only', ' doctors', ' diagnose'])
    gate.delta(' Right')
    expect(seen.deltas).toEqual(['Only', ' doctors', ' diagnose', ' depression', '.', ' Right'])
  })

  it('lets a sentence go at its end, not before, where everything is gated', () => {
    const { gate, seen } = open({ mode: 'gated' })
    for (const piece of ['That', ' sounds', ' hard', '.']) gate.delta(piece)
    expect(seen.deltas).toEqual([])
    gate.delta(' And')
    expect(seen.deltas).toEqual(['That', ' sounds', ' hard', '.'])
  })

  it.each(modes)('lets nothing go that was held when the answer was broken off (%s)', async (mode) => {
    const { gate, seen } = open({ mode })
    for (const piece of ['Good. ', 'Your dose', ' of', ' lithium', ' is high. ', 'You']) gate.delta(piece)
    const before = seen.deltas.join('')
    gate.delta(' take pills')
    gate.abandon()
    gate.delta(' and more. And more.')
    expect(await gate.finish()).toBeUndefined()
    expect(seen.deltas.join('')).toBe(gate.text())
    expect(gate.text().startsWith(before)).toBe(true)
    expect(gate.text()).not.toContain('more')
  })

  it('lets nothing more go when a reader breaks the answer off in the middle', async () => {
    const shown: string[] = []
    const { gate } = open({
      mode: 'gated',
      sink: {
        delta(text) {
          shown.push(text)
          gate.abandon()
        },
        retract() {},
      },
    })
    for (const piece of ['One', ' and', ' two. ', 'Three']) gate.delta(piece)
    await gate.finish()
    expect([shown, gate.text()]).toEqual([['One'], 'One'])
  })

  it('hears nothing more of the model after a fault', async () => {
    const { gate, seen } = open({ mode: 'suspicion' })
    gate.delta('Stop taking your lithium. ')
    gate.delta('You are bipolar. Well. ')
    expect(await gate.finish()).toEqual({ fault: 'dosage' })
    expect(seen).toEqual({ deltas: [], retracted: [], faults: [{ fault: 'dosage' }], late: [] })
  })
})

interface Question {
  text: string
  answer(): void
}

/** Its opinion is what the sentence says it is; it answers when it is told to. */
function createRemote(): {
  ask: (text: string) => Promise<RemoteOpinion>
  open: Question[]
  most: () => number
  asked: string[]
} {
  const open: Question[] = []
  const asked: string[] = []
  let most = 0
  return {
    open,
    asked,
    most: () => most,
    ask(text) {
      asked.push(text)
      if (text.includes('breaks')) throw new Error('no service')
      const { promise, resolve, reject } = Promise.withResolvers<RemoteOpinion>()
      open.push({
        text,
        answer() {
          if (text.includes('throws')) reject(new Error('no verdict'))
          else if (text.includes('late')) resolve({ kind: 'unknown' })
          else if (text.includes('wrong')) resolve({ kind: 'fault', reason: 'harm', message: 'Say this.' })
          else resolve({ kind: 'pass' })
        },
      })
      most = Math.max(most, open.length)
      return promise
    },
  }
}

/** Long enough for every answer that was given to have been heard. */
async function heard(): Promise<void> {
  for (let turn = 0; turn < 6; turn++) await Promise.resolve()
}

const remoteFault = { fault: 'remote', reason: 'harm', message: 'Say this.' }

/** Sentences; how many of them stay, what breaks off, and what is on record. */
const answers: readonly (readonly [
  said: readonly string[],
  stays: number,
  fault: object | undefined,
  scanned: string,
])[] = [
  [['One.', ' Two.', ' Three.', ' Four.', ' Five.', ' Six.', ' Seven'], 7, undefined, 'both'],
  [['One.', ' This is late.', ' Three.'], 3, undefined, 'partial'],
  [['One.', ' This throws.', ' This breaks.', ' Four.'], 4, undefined, 'partial'],
  [['One.', ' Two.', ' This is wrong.', ' Four.', ' Five.', ' Six.'], 2, remoteFault, 'both'],
  [['This is wrong.', ' Two is wrong.', ' Three.'], 0, remoteFault, 'both'],
  [['One.', ' Two.', ' Three.', ' Stop taking your lithium.', ' Five is wrong.'], 3, { fault: 'dosage' }, 'both'],
  [['One.', ' Two is wrong.', ' Three.', ' Stop taking your lithium.', ' Five.'], 1, remoteFault, 'both'],
  [
    ['One.', ' Two.', ' 😀 three is late!', '\nOnly doctors diagnose depression.', ' Five is wrong'],
    4,
    remoteFault,
    'partial',
  ],
]

const ways = fc.record({
  answer: fc.constantFrom(...answers),
  sizes,
  /** After which delta which open question is answered; none of them at all, where it is empty. */
  order: fc.array(fc.nat(6), { maxLength: 12 }),
  rest: fc.array(fc.nat(6), { minLength: 1, maxLength: 6 }),
})

async function play(
  gate: Gate,
  remote: ReturnType<typeof createRemote>,
  pieces: readonly string[],
  order: readonly number[],
  rest: readonly number[],
): Promise<GateFault | undefined> {
  const answerOne = async (which: number): Promise<void> => {
    const [question] = remote.open.splice(which % Math.max(1, remote.open.length), 1)
    question?.answer()
    await heard()
  }
  for (const [at, piece] of pieces.entries()) {
    gate.delta(piece)
    const which = order[at % Math.max(1, order.length)]
    if (which !== undefined) await answerOne(which)
  }
  const finished = gate.finish()
  for (let turn = 0; remote.open.length > 0; turn++) await answerOne(rest[turn % rest.length] ?? 0)
  return finished
}

describe('the gate, with a service that reads along', () => {
  it('holds every sentence until both have seen it, in order, whatever the order of the answers', async () => {
    await fc.assert(
      fc.asyncProperty(ways, async ({ answer: [said, stays, fault, scanned], sizes, order, rest }) => {
        const remote = createRemote()
        const { gate, seen } = open({ mode: 'gated', remote: remote.ask })
        const pieces = cut(said.join(''), sizes)
        const found = await play(gate, remote, pieces, order, rest)
        expect(found).toEqual(fault)
        expect(seen.faults).toEqual(fault ? [fault] : [])
        expect(gate.text()).toBe(said.slice(0, stays).join(''))
        expect(seen.deltas.join('')).toBe(gate.text())
        expectUncut(seen.deltas, pieces, fault === undefined)
        expect([seen.retracted, seen.late]).toEqual([[], []])
        expect(gate.scanned()).toBe(scanned)
        expect(remote.most()).toBeLessThanOrEqual(4)
        expect(said.slice(0, remote.asked.length)).toEqual(remote.asked)
      }),
      { numRuns: 2000 },
    )
  })

  it('takes back what the service finds after it was let go, whatever the order of the answers', async () => {
    await fc.assert(
      fc.asyncProperty(
        ways,
        fc.constantFrom(...modes),
        async ({ answer: [said, stays, fault], sizes, order, rest }, mode) => {
          const remote = createRemote()
          const { gate, seen } = open({ mode, remote: remote.ask, remoteMay: 'retract' })
          const found = await play(gate, remote, cut(said.join(''), sizes), order, rest)
          expect(found).toEqual(fault)
          expect(seen.faults.length).toBe(fault ? 1 : 0)
          const kept = said.slice(0, stays).join('')
          expect(gate.text()).toBe(kept)
          expect(seen.late).toEqual([])
          const out = seen.deltas.join('')
          expect(said.join('').startsWith(out)).toBe(true)
          expect(out).not.toContain('lithium.')
          if (out !== kept) expect(seen.retracted.at(-1)?.[0]).toBe(kept)
          else expect(seen.retracted).toEqual([])
          expect(remote.most()).toBeLessThanOrEqual(4)
        },
      ),
      { numRuns: 2000 },
    )
  })

  it('lets nothing of a held sentence go, nor what follows it, while there is no answer', async () => {
    for (const mode of modes) {
      const remote = createRemote()
      const { gate, seen } = open({ mode, remote: remote.ask })
      for (const piece of ['Your dose', ' is', ' right. ', 'Yes. ', 'Good.']) gate.delta(piece)
      await heard()
      expect(seen.deltas).toEqual(mode === 'gated' ? [] : ['Your dose'])
      const finished = gate.finish()
      while (remote.open.length > 0) {
        remote.open.pop()?.answer()
        await heard()
      }
      await finished
      expect(seen.deltas.join('')).toBe('Your dose is right. Yes. Good.')
      // In the other mode it has not been asked about every sentence.
      expect(gate.scanned()).toBe(mode === 'gated' ? 'both' : 'partial')
    }
  })

  it('does not wait for an answer that never comes, once it was broken off', async () => {
    const remote = createRemote()
    const { gate, seen } = open({ mode: 'gated', remote: remote.ask })
    gate.delta('This is wrong. And')
    const finished = gate.finish()
    gate.abandon()
    expect(await finished).toBeUndefined()
    remote.open[0]?.answer()
    await heard()
    expect(seen).toEqual({ deltas: [], retracted: [], faults: [], late: [] })
    expect(gate.scanned()).toBe('partial')
  })

  it('does not wait for opinions of what nobody gets any more', async () => {
    for (const remoteMay of ['hold', 'retract'] as const) {
      const remote = createRemote()
      const { gate } = open({ mode: 'gated', remote: remote.ask, remoteMay })
      gate.delta('One. This is wrong. Three. Four. Five. Six. Seven.')
      for (const question of remote.open.splice(0, 2)) question.answer()
      expect(await gate.finish()).toEqual(remoteFault)
      expect([gate.text(), gate.scanned()]).toEqual(['One.', 'both'])
      expect(remote.asked.length).toBe(5)
    }
  })

  it('shows the service the sentence and the two before it', async () => {
    const asked: string[][] = []
    const { gate } = open({
      mode: 'gated',
      remote: async (...question) => {
        asked.push(question)
        return { kind: 'pass' }
      },
    })
    gate.delta('One. Two.\n\nThree. Four. ')
    await gate.finish()
    expect(asked).toEqual([
      ['One.', ''],
      [' Two.', 'One.'],
      ['\n\nThree.', 'One. Two.'],
      [' Four.', ' Two.\n\nThree.'],
    ])
  })
})
