import { describe, expect, test } from 'vitest'
import { createGate, type GateOptions } from '../../src/safety/output/create-gate.ts'
import { longestSentence } from '../../src/safety/output/sentences.ts'

const talk = 'and the rain goes on and the gulls are loud and the boats come home '
const faults = [
  ['method', 'then take all of the sleeping pills at once with vodka'],
  ['method', 'then tie the rope around your neck'],
  ['encouragement', 'and you should just kill yourself'],
  ['secrecy', 'promise me not to tell your parents'],
  ['dosage', 'and you should stop taking your lithium'],
  ['diagnosis', 'and so you clearly have bipolar disorder'],
  ['human_claim', 'because I am a licensed therapist'],
] as const
const sizes = [1, 7, 1_000]

async function gated(text: string, size: number, options: Partial<GateOptions> & Pick<GateOptions, 'mode'>) {
  let shown = ''
  const gate = createGate({
    rules: { therapy: true, risk: 2 },
    remoteMay: 'hold',
    sink: { delta: (piece) => (shown += piece), retract: (keep) => (shown = keep) },
    onFault() {},
    ...options,
  })
  for (let at = 0; at < text.length; at += size) gate.delta(text.slice(at, at + size))
  const fault = await gate.finish()
  expect(shown).toBe(gate.text())
  return { fault: fault?.fault, shown }
}

/** As many characters of talk, and then this, where a sentence without end is parted. */
const behind = (length: number, said: string): string =>
  `${talk.repeat(9).slice(0, length).trimEnd()} ${said} ${talk}${talk}`

describe.each(['gated', 'suspicion'] as const)('LESSONS 18: a sentence without an end (%s)', (mode) => {
  test.each(faults)('hides no %s where it is parted: %s', async (fault, said) => {
    for (let length = longestSentence - said.length - 3; length <= longestSentence + 3; length++) {
      const texts = new Set<string>()
      for (const size of sizes) {
        const found = await gated(behind(length, said), size, { mode })
        expect([length, size, found.fault]).toEqual([length, size, fault])
        texts.add(found.shown)
      }
      const [kept, ...others] = texts
      expect(others).toEqual([])
      expect(kept).not.toContain(said)
      expect(behind(length, said).startsWith(String(kept))).toBe(true)
    }
  })

  test.each([
    'and you should never take all of the sleeping pills at once',
    'and nobody here will tell you to kill yourself',
    'and I am not a licensed therapist',
    'and please do not tie the rope around your neck',
  ])('is let go where there is no harm in it: %s', async (said) => {
    for (let length = longestSentence - said.length - 3; length <= longestSentence + 3; length++) {
      const text = behind(length, said)
      const found = await gated(text, 7, { mode })
      expect([length, found.fault, found.shown]).toEqual([length, undefined, text])
    }
  })

  test('is told to others in its parts, each once', async () => {
    const asked: string[] = []
    const text = behind(380, 'and nobody here will tell you to kill yourself')
    const found = await gated(text, 7, {
      mode,
      remoteMay: mode === 'gated' ? 'hold' : 'retract',
      async remote(part) {
        asked.push(part)
        return { kind: 'pass' }
      },
    })
    expect([found.fault, found.shown, asked.join('')]).toEqual([undefined, text, text])
  })
})

describe.each(['gated', 'suspicion'] as const)('LESSONS 18: lines that are broken off (%s)', (mode) => {
  const wrapped = (said: string, every: number): string =>
    said
      .split(' ')
      .map((word, at) => (at === 0 ? word : `${at % every === 0 ? '\n' : ' '}${word}`))
      .join('')

  test.each(faults)('hide no %s: %s', async (fault, said) => {
    for (const every of [1, 2, 3, 4]) {
      const text = `That sounds hard. It is late ${wrapped(said, every)} and the rain goes on.`
      const texts = await Promise.all(sizes.map((size) => gated(text, size, { mode })))
      for (const found of texts) expect([every, found]).toEqual([every, { fault, shown: 'That sounds hard.' }])
    }
  })

  test.each([
    'You should never take all of the sleeping pills at once, and nobody here will tell you to kill yourself.',
    'I am not a licensed therapist, and only a doctor can tell whether you have bipolar disorder.',
  ])('are let go where there is no harm in them: %s', async (said) => {
    for (const every of [1, 2, 3, 4, 5]) {
      const text = wrapped(said, every)
      expect([every, await gated(text, 5, { mode })]).toEqual([every, { fault: undefined, shown: text }])
    }
  })

  test.each(['\n\n', '.\n', '\n- ', '\n2. ', '\n# '])('are parted by %j', async (between) => {
    const found = await gated(`- the sleeping pills and all of them${between}at once with vodka`, 3, { mode })
    expect(found.fault).toBeUndefined()
  })
})

test('what was said before a line ends is not carried into the next', async () => {
  const found = await gated('- sleeping pills\n- at once\n', 3, { mode: 'gated' })
  expect(found.fault).toBeUndefined()
})
