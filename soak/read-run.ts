import type { Socket } from 'node:net'
import { isTerminal, type Stream, type WireEvent } from '../test/client.ts'
import { wrongStep } from '../test/process/follow-across.ts'
import type { Ledger, Sent } from './ledger.ts'
import type { Line } from './line.ts'

/** Reads a run to its end over whichever nodes there are, with its cursor across every cut. */
export async function readRun(sent: Sent, ledger: Ledger, line: Line, first?: Stream): Promise<WireEvent[]> {
  const { run } = sent
  if (run === undefined) throw new Error(`"${sent.question}" was not accepted, and cannot be read`)
  const seen: WireEvent[] = []
  sent.readings.push(seen)
  ledger.reads++
  for (let stream = first; ; stream = undefined) {
    const last = seen.at(-1)
    stream ??= await line.open('GET', `/v1/runs/${run}/events`, last ? { headers: { 'last-event-id': last.id } } : {})
    if (!stream) {
      await line.rest()
      continue
    }
    if (stream.status !== 200) {
      await stream.all()
      if (stream.status === 404 && sent.talk.deletion !== 'none') return seen
      if (stream.status !== 503)
        ledger.complain(`run ${run}: reading it after ${last?.id ?? 'nothing'} is ${stream.status}: ${stream.text()}`)
      await line.rest()
      continue
    }
    const open = stream
    // A reply that is over has put its socket down already.
    const socket = stream.response.socket as Socket | null
    const port = socket?.remotePort
    const tell = (): string => {
      const told = open.events().at(-1) ?? last
      return `for more of run ${run} after ${told ? `${told.type} ${told.seq}` : 'nothing'}, at port ${port}`
    }
    ledger.waiting.add(tell)
    const events = await stream.all()
    ledger.waiting.delete(tell)
    for (const event of events) {
      const problem = wrongStep(run, seen.at(-1), event)
      if (problem !== undefined) ledger.complain(`run ${run}: a reader saw what ${problem}`)
      seen.push(event)
      if (isTerminal(event)) return seen
    }
  }
}
