import { besiege } from './besiegers.ts'
import { chooseCores } from './child.ts'
import { alternate, measureStreams, warmUp } from './measures.ts'
import { startRig } from './rig.ts'
import { createScale } from './scale.ts'
import { asDifference, asRatio, asValue, differences, ratios, renderTable } from './table.ts'
import { targets, type RunningTarget } from './targets.ts'

/** What readers notice of 5,000 connections that say nothing and 200 that send a byte at a time. */
const siege = { silent: 5_000, slow: 200 }
const streams = 100
const scale = createScale(process.argv.includes('--quick'), streams)
const rounds = process.argv.includes('--quick') ? 1 : 3
/** Longer than the silent are let be: that they are sent away, and come again, is a part of it. */
const workload = { ...scale.streams, pace: 'paced-1000-20', tokensPerReply: 1_000 }

const target = targets['colloquy']
if (!target) throw new Error('There is no target of that name')

const rig = await startRig(chooseCores())
try {
  const running = await rig.start(target)
  try {
    await warmUp(rig, running, scale.warmUp)
    const measure = measureStreams(rig, workload)
    const besieged: RunningTarget = { ...running }
    const figures = await alternate(rounds, { subject: besieged, floor: running }, async (side) => {
      const lift = side === besieged ? await besiege(running.port, siege) : () => {}
      try {
        return await measure(running)
      } finally {
        lift()
      }
    })
    const rows = (['tokenDelayP50Ms', 'tokenDelayP99Ms'] as const).map((key) => {
      const { subject, floor } = figures[key] ?? { subject: [], floor: [] }
      const pairs = { subject, floor }
      return {
        what: `${streams} streams of 50/s, ${key === 'tokenDelayP50Ms' ? 'p50' : 'p99'} delay`,
        subject: asValue(subject, 'ms', 2),
        floor: asValue(floor, 'ms', 2),
        compared: `${asRatio(ratios(pairs))}, ${asDifference(differences(pairs), 'ms')}`,
        limit: '',
        met: null,
      }
    })
    console.log(renderTable(rows, 'besieged', 'in peace'))
  } finally {
    await running.end()
  }
} finally {
  await rig.end()
}
