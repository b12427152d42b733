import type { Answer, AnswerEvent, RunEvent } from '../../packages/client/src/create-client.ts'

export async function eventsOf(answer: Answer): Promise<AnswerEvent[]> {
  const events: AnswerEvent[] = []
  for await (const event of answer) events.push(event)
  return events
}

/** Without what happened to the connection. */
export const toldBy = (events: readonly AnswerEvent[]): RunEvent[] =>
  events.filter((event) => event.type !== 'disconnected' && event.type !== 'resumed')

export const seqsOf = (events: readonly AnswerEvent[]): number[] => toldBy(events).map(({ seq }) => seq)
