import { createGate, type GateSink } from '../src/safety/output/create-gate.ts'
import { judgeSentence } from '../src/safety/output/judge-sentence.ts'
import type { OutputRules } from '../src/safety/output/output-fault.ts'
import { median } from './quantile.ts'

/** What a token costs that passes the check of answers, beside one that is passed straight through. */
const quiet = `That sounds like a hard week, and it makes sense that you feel worn out. You have carried this for a long time!
What would make tomorrow a little easier? Some like to write things down before they go to bed, others call a friend.
Whatever you choose, be kind to yourself; small steps count. I would like to hear more about your sister and the garden.
`
const wary = `Only a doctor can diagnose depression, and only they can change a dose. Have you talked to your psychiatrist?
A licensed therapist can help with this, and medication is not the only way. Please keep taking it as prescribed.
I am an AI, so I can't tell you which tablets are right for you. Call 988 if you think about suicide.
`
const tokensOf = (text: string): string[] => text.repeat(40).match(/\s*[^\s]{1,6}/g) ?? []

const rules: OutputRules = { therapy: true, risk: 0 }
let seen = 0
const sink: GateSink = {
  delta(text) {
    seen += text.length
  },
  retract() {
    seen = 0
  },
}
const failed = (): never => {
  throw new Error('A good answer was broken off.')
}

interface Way {
  name: string
  open(): { delta(text: string): void; finish(): unknown }
}

const gateOf = (mode: 'gated' | 'suspicion', rules: OutputRules): Way['open'] => {
  return () => createGate({ mode, rules, sink, remoteMay: 'hold', onFault: failed })
}
const ways: readonly Way[] = [
  {
    name: 'straight through',
    open: () => {
      let text = ''
      return {
        delta(piece) {
          text += piece
          sink.delta(piece)
        },
        finish: () => text,
      }
    },
  },
  { name: 'suspicion, any persona', open: gateOf('suspicion', { therapy: false, risk: 0 }) },
  { name: 'suspicion, therapy', open: gateOf('suspicion', rules) },
  { name: 'gated, therapy', open: gateOf('gated', rules) },
]

function nanosecondsOf(tokens: readonly string[], { open }: Way): number {
  const from = process.hrtime.bigint()
  const gate = open()
  for (const token of tokens) gate.delta(token)
  void gate.finish()
  return Number(process.hrtime.bigint() - from) / tokens.length
}

for (const [name, text] of Object.entries({ quiet, wary })) {
  const tokens = tokensOf(text)
  const rounds = ways.map((): number[] => [])
  for (let round = 0; round < 60; round++)
    for (const [at, way] of ways.entries()) rounds[at]?.push(nanosecondsOf(tokens, way))
  console.log(
    `${name}: ${tokens.length} tokens of ${(text.length * 40) / tokens.length} characters, median of 40 rounds`,
  )
  for (const [at, way] of ways.entries())
    console.log(
      `  ${way.name.padEnd(24)} ${median(rounds[at]?.slice(20) ?? [])
        .toFixed(0)
        .padStart(6)} ns a token`,
    )
}

const sentences = wary.trim().split(/(?<=[.?]) /)
const spent: number[] = []
for (let round = 0; round < 300; round++) {
  const from = process.hrtime.bigint()
  for (const sentence of sentences) if (judgeSentence(sentence, quiet.slice(0, 200), rules)) failed()
  spent.push(Number(process.hrtime.bigint() - from) / sentences.length / 1000)
}
console.log(`a suspicious sentence: ${median(spent.slice(100)).toFixed(1)} µs to judge`)

const walls = [
  'a ',
  'take the pills and ',
  'you have a ',
  'you would be better off ',
  'not ',
  '"',
  '50 ',
  'i am a real ',
]
for (const wall of walls) {
  const text = `${wall.repeat(100_000 / wall.length)} pills`
  const from = process.hrtime.bigint()
  judgeSentence(text, text, { therapy: true, risk: 3 })
  console.log(
    `100 KB of ${JSON.stringify(wall)}: ${(Number(process.hrtime.bigint() - from) / 1e6).toFixed(0)} ms in one sentence`,
  )
}
