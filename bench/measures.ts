import { setTimeout as after } from 'node:timers/promises'
import { processUsage } from './process-usage.ts'
import { median } from './quantile.ts'
import type { Rig, Workload } from './rig.ts'
import type { RunningTarget, Target } from './targets.ts'

/** One value a round and side. */
export interface Pairs {
  subject: number[]
  floor: number[]
}

export interface Sides<T> {
  subject: T
  floor: T
}

export interface Scale {
  rounds: { cost: number; firstToken: number; streams: number; memory: number; start: number }
  cost: Workload
  firstToken: Workload
  streams: Workload
  memory: Workload
  warmUp: Workload
}

const SETTLE_MS = 400
const HOLD_SAMPLES = 10
const HOLD_SAMPLE_MS = 300

const pairs = (): Pairs => ({ subject: [], floor: [] })

/** Both sides of every round one after the other, so that what else the machine does meets both alike. */
export const alternate = async <T>(
  rounds: number,
  sides: Sides<T>,
  measure: (side: T) => Promise<Record<string, number>>,
): Promise<Record<string, Pairs>> => {
  const measured: Record<string, Pairs> = {}
  for (let round = 0; round < rounds; round++) {
    for (const name of ['subject', 'floor'] as const) {
      for (const [key, value] of Object.entries(await measure(sides[name]))) {
        measured[key] ??= pairs()
        measured[key][name].push(value)
      }
    }
  }
  return measured
}

export const warmUp = async (rig: Rig, running: RunningTarget, workload: Workload): Promise<void> => {
  await rig.prepare(running, workload)
  await rig.go(running)
}

const cpuOf = (...pids: number[]): number => pids.reduce((sum, pid) => sum + (processUsage(pid)?.cpuSeconds ?? NaN), 0)

/** CPU of the whole reply, what is stored after it included, over its tokens. */
export const measureCost =
  (rig: Rig, workload: Workload) =>
  async (running: RunningTarget): Promise<Record<string, number>> => {
    await rig.prepare(running, workload)
    await after(SETTLE_MS)
    const before = cpuOf(running.pid)
    const result = await rig.go(running)
    await after(SETTLE_MS)
    return { cpuPerTokenUs: ((cpuOf(running.pid) - before) / result.tokens) * 1e6 }
  }

export const measureFirstToken =
  (rig: Rig, workload: Workload) =>
  async (running: RunningTarget): Promise<Record<string, number>> => {
    await rig.prepare(running, workload)
    const { firstTokenMs } = await rig.go(running)
    return { firstTokenP50Ms: firstTokenMs.p50, firstTokenP99Ms: firstTokenMs.p99 }
  }

export const measureStreams =
  (rig: Rig, workload: Workload) =>
  async (running: RunningTarget): Promise<Record<string, number>> => {
    await rig.prepare(running, workload)
    const [target, load] = [cpuOf(running.pid), cpuOf(rig.modelPid, rig.loadPid)]
    const { tokenDelayMs, seconds } = await rig.go(running)
    return {
      tokenDelayP50Ms: tokenDelayMs.p50,
      tokenDelayP99Ms: tokenDelayMs.p99,
      targetBusy: (cpuOf(running.pid) - target) / seconds,
      loadBusy: (cpuOf(rig.modelPid, rig.loadPid) - load) / seconds,
    }
  }

/** A fresh process, warmed with few streams so that its code is there and their room is not. */
export const measureMemory =
  (rig: Rig, workload: Workload, warm: Workload) =>
  async (target: Target): Promise<Record<string, number>> => {
    const running = await rig.start(target)
    try {
      await warmUp(rig, running, warm)
      await after(SETTLE_MS)
      const before = processUsage(running.pid)?.rssBytes ?? NaN
      await rig.prepare(running, workload)
      await rig.hold(running)
      const held: number[] = []
      for (let sample = 0; sample < HOLD_SAMPLES; sample++) {
        await after(HOLD_SAMPLE_MS)
        held.push(processUsage(running.pid)?.rssBytes ?? NaN)
      }
      await rig.release(running)
      return { kbPerStream: (median(held) - before) / 1000 / workload.connections, idleMb: before / 1e6 }
    } finally {
      await running.end()
    }
  }

export const measureStart =
  (rig: Rig) =>
  async (target: Target): Promise<Record<string, number>> => {
    const running = await rig.start(target)
    await running.end()
    return { startSeconds: running.startSeconds }
  }
