import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { checkNodes } from './check-nodes.ts'
import { checkRows } from './check-rows.ts'
import { createFaults } from './faults.ts'
import type { Field } from './field.ts'
import type { Ledger } from './ledger.ts'
import { talkGuide, talkSmart, talkTherapy } from './legacy-people.ts'
import { createLine } from './line.ts'
import { scriptMeanModel } from './mean-model.ts'
import { talkNative } from './native-person.ts'
import type { SoakOptions } from './options.ts'
import { createRandom } from './random.ts'
import { describeFaults, describeSoak } from './report.ts'
import { countUnfinished, readRows } from './rows.ts'

const people = [
  { count: 18, name: 'v', talk: talkNative },
  { count: 3, name: 's', talk: talkSmart },
  { count: 3, name: 't', talk: talkTherapy },
  { count: 2, name: 'g', talk: talkGuide },
] as const
/** How long what was begun may take to end once nothing is broken any more. */
const settleMs = 45_000
/** And to be finished by others: a deletion that died with its node is found again once a minute. */
const finishMs = 75_000

/** True where the promise resolves in time. */
async function within(promise: Promise<unknown>, ms: number): Promise<boolean> {
  const late = new AbortController()
  const timer = pause(ms, false, { signal: late.signal }).catch(() => false)
  try {
    return await Promise.race([promise.then(() => true), timer])
  } finally {
    late.abort()
  }
}

/** Breaks things while people talk; then everything that they were told is held against what is there. */
export async function soak(options: SoakOptions, field: Field, ledger: Ledger, now: () => number): Promise<void> {
  const random = createRandom(options.seed)
  const calls = scriptMeanModel(field.model, random.fork(), ledger.complain)

  const recoveries = new Map<string, number>()
  let pending: { kind: string; from: number }[] = []
  ledger.onAccepted(() => {
    for (const { kind, from } of pending) recoveries.set(kind, Math.max(recoveries.get(kind) ?? 0, now() - from))
    pending = []
  })

  const faults = createFaults({
    field,
    random: random.fork(),
    now,
    onFault: ({ kind, from }) => void pending.push({ kind, from }),
    onProblem: ledger.complain,
  })
  const talking = new AbortController()
  const goesOn = (): boolean => !talking.signal.aborted
  const clients = people.flatMap(({ count, name, talk }) =>
    Array.from({ length: count }, (_, i) => {
      const own = random.fork()
      return talk({ name: `${name}${i}`, ledger, line: createLine(field.nodes, own), random: own, goesOn })
    }),
  )
  const all = Promise.all(clients)
  const breaking = faults.run(talking.signal)
  const broken = Promise.race([all, breaking])

  const say = (): void =>
    console.log(
      `${Math.round(now() / 1000)} s: ${ledger.accepted()} accepted, ${faults.timeline.length} faults, ` +
        `${calls.length} calls of the model, ${ledger.violations.length} violations`,
    )
  const progress = setInterval(say, 10_000)
  try {
    const enough = (): boolean => ledger.accepted() >= options.messages && faults.timeline.length >= options.faults
    while (now() < options.minutes * 60_000 && !enough()) await Promise.race([pause(250), broken])
    talking.abort()
    await breaking
    if (!(await within(all, settleMs))) {
      ledger.complain(`some clients still wait ${settleMs / 1000} s after the last fault`)
      for (const tell of ledger.waiting) ledger.complain(`still waiting: ${tell()}`)
    }
    const deadline = now() + finishMs
    while ((await countUnfinished(field.databaseUrl)) > 0 && now() < deadline) await pause(250)
  } finally {
    clearInterval(progress)
  }

  const rows = await readRows(field.databaseUrl)
  for (const problem of checkRows({ ledger, calls, rows })) ledger.complain(problem)
  for (const problem of await checkNodes(ledger, field.nodes, rows)) ledger.complain(problem)
  if (ledger.violations.length > 0) {
    console.log(
      `\nNodes: ${field.nodes.map(({ name, url }) => `${name} ${url}`).join(', ')}\nFaults:\n${describeFaults(faults.timeline)}\n\nViolations, with seed ${options.seed}:`,
    )
    for (const violation of ledger.violations) console.log(`- ${violation}`)
    const path = join(tmpdir(), `colloquy-soak-${options.seed}.log`)
    const lines = field.nodes.flatMap((node) =>
      node.troubles().map((line) => JSON.stringify({ node: node.name, ...line })),
    )
    writeFileSync(path, `${lines.join('\n')}\n`)
    console.log(`\nWhat the nodes have complained of is in ${path}`)
  }
  const seconds = now() / 1000
  const report = { ledger, rows, faults: faults.timeline, recoveries, nodes: field.nodes, seconds }
  console.log(`
${describeSoak(report)}`)
}
