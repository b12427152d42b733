import { startPostgres } from '../test/services/postgres-server.ts'
import { ownRedis } from '../test/services/redis-server.ts'
import { chooseCores } from './child.ts'
import { alternate, measureCost, measureFirstToken, measureStreams, type Pairs, warmUp } from './measures.ts'
import { measureElsewhere } from './read-elsewhere.ts'
import { startRig, type Rig } from './rig.ts'
import { createScale } from './scale.ts'
import { asDifference, asRatio, asValue, differences, ratios, renderTable, type Row } from './table.ts'
import { targets, type RunningTarget, type Target } from './targets.ts'

/** What it costs to keep everything in Postgres, with and without a Redis, beside one SQLite file; and to read on another node. */
const quick = process.argv.includes('--quick')
const streams = 200
const scale = createScale(quick, streams)

const native = targets['colloquy']
if (!native) throw new Error('There is no target of that name')

const rows = [
  ['cpuPerTokenUs', 'CPU of a token, the server alone', 'µs', 1],
  ['firstTokenP50Ms', 'first token, p50', 'ms', 2],
  ['firstTokenP99Ms', 'first token, p99', 'ms', 2],
  ['tokenDelayP50Ms', `${streams} streams of 50/s, p50 delay`, 'ms', 2],
  ['tokenDelayP99Ms', `${streams} streams of 50/s, p99 delay`, 'ms', 2],
  ['elsewhereP50Ms', '50 streams of 50/s, read on the other node, p50 delay', 'ms', 1],
  ['elsewhereP99Ms', '50 streams of 50/s, read on the other node, p99 delay', 'ms', 1],
] as const

function tableOf(figures: Record<string, Pairs>): Row[] {
  return rows.flatMap(([key, what, unit, digits]) => {
    const pairs = figures[key]
    if (!pairs) return []
    return {
      what,
      subject: asValue(pairs.subject, unit, digits),
      floor: asValue(pairs.floor, unit, digits),
      compared: `${asRatio(ratios(pairs))}, ${asDifference(differences(pairs), unit)}`,
      limit: '',
      met: null,
    }
  })
}

const on = (target: Target, name: string, more: Record<string, string>): Target => ({
  ...target,
  name,
  env: (port, modelUrl, directory) => ({ ...target.env(port, modelUrl, directory), ...more }),
})

async function compare(rig: Rig, subject: Target, floor: Target): Promise<Record<string, Pairs>> {
  const started: RunningTarget[] = []
  try {
    for (const target of [subject, floor]) started.push(await rig.start(target))
    const [one, other] = started
    if (!one || !other) throw new Error('Neither has started')
    const sides = { subject: one, floor: other }
    for (const side of started) await warmUp(rig, side, scale.warmUp)
    const cost = await alternate(scale.rounds.cost, sides, measureCost(rig, scale.cost))
    const first = await alternate(scale.rounds.firstToken, sides, measureFirstToken(rig, scale.firstToken))
    const streamed = await alternate(scale.rounds.streams, sides, measureStreams(rig, scale.streams))
    return { ...cost, ...first, ...streamed }
  } finally {
    for (const side of started) await side.end()
  }
}

await using stack = new AsyncDisposableStack()
const postgres = stack.use(await startPostgres({ fsync: true }))
const redis = stack.use(await ownRedis())
await redis.start()
const rig = await startRig(chooseCores())
stack.defer(() => rig.end())

const sqlite = { ...native, name: 'SQLite' }
const kept = { DATABASE_URL: await postgres.newDatabase() }
const alone = on(native, 'Postgres', kept)
const both = on(native, 'Postgres and Redis', { ...kept, REDIS_URL: redis.url() })

for (const subject of [alone, both]) {
  process.stderr.write(`${subject.name} beside SQLite\n`)
  console.log(`${renderTable(tableOf(await compare(rig, subject, sqlite)), subject.name, sqlite.name)}\n`)
}
process.stderr.write('read on the other node\n')
const elsewhere = await alternate(quick ? 1 : 3, { subject: both, floor: alone }, measureElsewhere(rig))
console.log(renderTable(tableOf(elsewhere), both.name, alone.name))
