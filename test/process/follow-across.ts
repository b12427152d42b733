import { type Client, isTerminal, type Stream, type WireEvent } from '../client.ts'
import type { RestartingServer } from './restarting-server.ts'

const attemptSpan = 2 ** 20
const attemptOf = (seq: number): number => Math.floor(seq / attemptSpan)
/** Two numbers stay free behind the last text of an answer. */
const gapAfterText = 3

/** What is wrong with an event that follows another: nothing is skipped, nothing comes twice, an attempt begins at 1. */
export function wrongStep(run: string, before: WireEvent | undefined, event: WireEvent): string | undefined {
  const { seq, type, id } = event
  const told = `${before?.type ?? 'nothing'} ${before?.seq ?? ''} → ${type} ${seq}`
  if (id !== `${run}:${seq}`) return `event ${id} in run ${run}`
  if (!before) return seq === attemptSpan + 1 ? undefined : `begins late: ${told}`
  if (isTerminal(before)) return `goes on after its end: ${told}`
  if (attemptOf(seq) === attemptOf(before.seq)) {
    const closing = (type === 'usage' || isTerminal(event)) && (before.type === 'delta' || before.type === 'retracted')
    return seq === before.seq + (closing ? gapAfterText : 1) ? undefined : `skips or repeats: ${told}`
  }
  const begins = seq === (attemptOf(before.seq) + 1) * attemptSpan + 1
  return begins && (type === 'restarted' || type === 'retracted') ? undefined : `begins an attempt wrongly: ${told}`
}

export interface FollowOptions {
  server: RestartingServer
  onEvent?(event: WireEvent): void
  onProblem(problem: string): void
}

/** Reads a run to its end, with its cursor across every crash, and complains of whatever no reader may see. */
export async function followAcross(
  run: string,
  { server, onEvent, onProblem }: FollowOptions,
  first?: Stream,
): Promise<WireEvent[]> {
  const seen: WireEvent[] = []
  let stream = first
  let asked: Client | undefined
  for (;;) {
    stream ??= await server.call((client) => {
      asked = client
      return client.events(run, seen.at(-1)?.id)
    })
    if (stream.status !== 200) {
      onProblem(
        `run ${run}: reading after ${seen.at(-1)?.id ?? 'nothing'} is ${stream.status}: ${(await stream.all(), stream.text())}`,
      )
      return seen
    }
    for (const event of await stream.all()) {
      const problem = wrongStep(run, seen.at(-1), event)
      if (problem !== undefined) onProblem(`run ${run}: ${problem}`)
      seen.push(event)
      onEvent?.(event)
    }
    const last = seen.at(-1)
    if (last && isTerminal(last)) return seen
    if (stream.response.complete || server.serves(asked)) {
      onProblem(`run ${run}: its stream was closed after ${last?.type ?? 'nothing'}`)
      return seen
    }
    stream = undefined
  }
}
