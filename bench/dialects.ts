import { chooseCores } from './child.ts'
import { alternate, measureCost, warmUp, type Pairs, type Sides } from './measures.ts'
import { startRig, type Rig } from './rig.ts'
import { costRow } from './rows.ts'
import { createScale } from './scale.ts'
import { renderTable } from './table.ts'
import { dialects, floor, type RunningTarget, type Target } from './targets.ts'

/** What a token costs in each contract, beside the floor in the same rounds. */
const quick = process.argv.includes('--quick')
const scale = createScale(quick, 1)

const startBoth = async (rig: Rig, subject: Target): Promise<Sides<RunningTarget>> => ({
  subject: await rig.start(subject),
  floor: await rig.start(floor),
})

const measure = async (rig: Rig, subject: Target): Promise<Pairs> => {
  const running = await startBoth(rig, subject)
  try {
    await warmUp(rig, running.subject, scale.warmUp)
    await warmUp(rig, running.floor, scale.warmUp)
    const figures = await alternate(scale.rounds.cost, running, measureCost(rig, scale.cost))
    return figures['cpuPerTokenUs'] ?? { subject: [], floor: [] }
  } finally {
    await Promise.all([running.subject.end(), running.floor.end()])
  }
}

const rig = await startRig(chooseCores())
try {
  const rows = []
  for (const subject of dialects) {
    process.stderr.write(`${subject.name}\n`)
    rows.push(costRow(subject.name, await measure(rig, subject)))
  }
  console.log(renderTable(rows, 'CPU of a token', floor.name))
} finally {
  await rig.end()
}
