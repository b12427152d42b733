import { parseArgs } from 'node:util'
import { askAs, signed } from './ask-as.ts'
import { chooseCores } from './child.ts'
import { asIfAnswered, bringAllIn, type Holder, saidInS1 } from './long-conversations.ts'
import { measureDeleting } from './long-deleting.ts'
import { measures, middleOf, type Side } from './long-measures.ts'
import { postgresPlace, sqlitePlace, type Place } from './long-places.ts'
import { alternate, type Pairs } from './measures.ts'
import { median, quantile } from './quantile.ts'
import { startRig, type Rig } from './rig.ts'
import { asRatio, ratios, renderTable, type Row } from './table.ts'
import { targets, type Target } from './targets.ts'

/** What somebody waits for in a conversation of 100,000 messages, beside one of 100. */
const { values: options } = parseArgs({
  options: {
    postgres: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    long: { type: 'string', default: '100000' },
    short: { type: 'string', default: '100' },
  },
})
const lengths = { subject: Number(options.long), floor: Number(options.short) }
const rounds = options.quick ? 7 : 21
const warmUps = 3
const limit = 1.5
/** The short side has a few more to delete. */
const deletions = 5

function nativeTarget(): Target {
  const native = targets['colloquy']
  if (!native) throw new Error('There is no target of that name')
  return native
}
const native = nativeTarget()

const shown = (values: readonly number[]): string => {
  const sorted = Float64Array.from(values).sort()
  return `${median(values).toFixed(1)} ms, p95 ${quantile(sorted, 0.95).toFixed(1)}`
}

const names = { firstMs: 'first event', tokenMs: 'first token', ms: 'end' }

function rowsOf(what: string, figures: Record<string, Pairs>): Row[] {
  const keys = Object.keys(figures)
  return keys.map((key) => {
    const pairs = figures[key] ?? { subject: [], floor: [] }
    const compared = ratios(pairs)
    return {
      what: keys.length === 1 ? what : `${what}: ${names[key as keyof typeof names]}`,
      subject: shown(pairs.subject),
      floor: shown(pairs.floor),
      compared: asRatio(compared),
      limit: `≤ ${limit} ×`,
      met: median(compared) <= limit,
    }
  })
}

const holders: readonly Holder[] = [
  { userId: 'long', messages: lengths.subject, conversations: 1 },
  { userId: 'short', messages: lengths.floor, conversations: 1 + deletions },
]

async function measure(rig: Rig, place: Place): Promise<void> {
  const began = performance.now()
  const tell = (what: string): void => {
    process.stderr.write(`${Math.round((performance.now() - began) / 1000)} s: ${what}\n`)
  }
  tell(`${place.name}: filling it`)
  const store = await place.open()
  const [long = [], short = []] = await bringAllIn(store, holders)
  await store[Symbol.asyncDispose]()
  await place.run([...saidInS1([long, short].flatMap((ids) => ids.slice(0, 1))), ...asIfAnswered])
  tell('measuring')
  const running = await rig.start({
    ...native,
    name: place.name,
    env: (...given) => ({ ...native.env(...given), ...signed, DATABASE_URL: place.url }),
  })
  try {
    const sideOf = async (userId: string, conversation: string, messages: number): Promise<Side> => {
      const ask = askAs(running.port, userId)
      return { ask, userId, conversation, middle: await middleOf(ask, conversation, messages) }
    }
    const sides = {
      subject: await sideOf('long', long[0] ?? '', lengths.subject),
      floor: await sideOf('short', short[0] ?? '', lengths.floor),
    }
    const rows: Row[] = []
    for (const [what, one] of Object.entries(measures)) {
      await alternate(warmUps, sides, one)
      rows.push(...rowsOf(what, await alternate(rounds, sides, one)))
    }
    const [subject, floor] = [lengths.subject, lengths.floor].map((count) => `${count.toLocaleString('en')} messages`)
    console.log(`${renderTable(rows, subject ?? '', floor ?? '')}\n`)
    tell('deleting')
    const deleted = await measureDeleting(place, askAs(running.port, 'other'), {
      subject: { ask: sides.subject.ask, conversations: long },
      floor: { ask: sides.floor.ask, conversations: short },
    })
    console.log(`${renderTable(deleted, subject ?? '', floor ?? '')}\n`)
    tell('done')
  } finally {
    await running.end()
  }
}

const rig = await startRig(chooseCores())
try {
  await using place = options.postgres ? await postgresPlace() : sqlitePlace()
  await measure(rig, place)
} finally {
  await rig.end()
}
