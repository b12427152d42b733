import { parseArgs } from 'node:util'
import { chooseCores } from './child.ts'
import {
  alternate,
  measureCost,
  measureFirstToken,
  measureMemory,
  measureStart,
  measureStreams,
  warmUp,
  type Scale,
  type Sides,
} from './measures.ts'
import { canMeasureProcesses } from './process-usage.ts'
import { startRig, type Rig } from './rig.ts'
import { createRows, type Figures } from './rows.ts'
import { createScale } from './scale.ts'
import { renderTable } from './table.ts'
import { floor, targets, type RunningTarget, type Target } from './targets.ts'

const SATURATED = 0.85

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    target: { type: 'string', default: 'colloquy' },
    streams: { type: 'string', default: '400' },
  },
})

const say = (text: string): void => {
  process.stderr.write(`${text}\n`)
}

const measureRunning = async (rig: Rig, sides: Sides<Target>, scale: Scale): Promise<Figures> => {
  const started: RunningTarget[] = []
  const start = async (target: Target): Promise<RunningTarget> => {
    const running = await rig.start(target)
    started.push(running)
    return running
  }
  try {
    const running = { subject: await start(sides.subject), floor: await start(sides.floor) }
    say('warming up')
    await warmUp(rig, running.subject, scale.warmUp)
    await warmUp(rig, running.floor, scale.warmUp)
    say('CPU of a token')
    const cost = await alternate(scale.rounds.cost, running, measureCost(rig, scale.cost))
    say('first token')
    const first = await alternate(scale.rounds.firstToken, running, measureFirstToken(rig, scale.firstToken))
    say('streams')
    const streams = await alternate(scale.rounds.streams, running, measureStreams(rig, scale.streams))
    return { ...cost, ...first, ...streams }
  } finally {
    await Promise.all(started.map((running) => running.end()))
  }
}

const measureAll = async (rig: Rig, sides: Sides<Target>, scale: Scale): Promise<Figures> => {
  const running = await measureRunning(rig, sides, scale)
  say('memory')
  const memory = await alternate(scale.rounds.memory, sides, measureMemory(rig, scale.memory, scale.warmUp))
  say('start')
  const start = await alternate(scale.rounds.start, sides, measureStart(rig))
  return { ...running, ...memory, ...start }
}

const readOptions = (): { subject: Target; streams: number } => {
  const subject = targets[options.target]
  const streams = Number(options.streams)
  if (subject === undefined) {
    throw new Error(`There is no target '${options.target}'; there are ${Object.keys(targets).join(', ')}`)
  }
  if (!Number.isInteger(streams) || streams < 1) throw new Error(`--streams is a number, not '${options.streams}'`)
  return { subject, streams }
}

const main = async (): Promise<void> => {
  const { subject, streams } = readOptions()
  const cores = chooseCores()
  const notes = [
    cores
      ? `The target ran on core ${cores.target}, the model and the load on core ${cores.load}.`
      : 'Processes were not pinned to cores (this needs Linux, taskset and two cores), so the figures are rough.',
  ]
  if (!canMeasureProcesses) notes.push('CPU and memory were not measured: this needs Linux and its /proc.')

  const rig = await startRig(cores)
  let figures: Figures
  try {
    figures = await measureAll(rig, { subject, floor }, createScale(options.quick, streams))
  } finally {
    await rig.end()
  }

  const busiest = Math.max(...(figures['loadBusy']?.subject ?? []), ...(figures['loadBusy']?.floor ?? []))
  if (busiest > SATURATED) {
    notes.push(`The model and the load used ${Math.round(busiest * 100)} % of a core: the delays are partly theirs.`)
  }
  const rows = createRows(figures, streams)
  const table = `${renderTable(rows, subject.name, floor.name)}\n\n${notes.join('\n')}`
  if (options.json) {
    say(table)
    const { node } = process.versions
    console.log(
      JSON.stringify({ subject: subject.name, floor: floor.name, streams, node, rows, figures, notes }, null, 2),
    )
  } else console.log(table)
}

try {
  await main()
} catch (error) {
  say(`The benchmark could not be run. ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
}
