import type { Scale } from './measures.ts'

const reply = (tokens: number, everyMs: number): { pace: string; tokensPerReply: number } => ({
  pace: `paced-${tokens}-${everyMs}`,
  tokensPerReply: tokens,
})

/** How much is measured; `streams` is the number of streams of 50 tokens a second. */
export const createScale = (quick: boolean, streams: number): Scale => ({
  rounds: quick
    ? { cost: 4, firstToken: 2, streams: 1, memory: 1, start: 2 }
    : { cost: 15, firstToken: 5, streams: 3, memory: 3, start: 5 },
  cost: { connections: 100, total: 100, rampMs: 200, ...reply(200, 10) },
  firstToken: { connections: 4, total: quick ? 200 : 400, rampMs: 0, repliesPerOpen: 10, ...reply(5, 5) },
  streams: { connections: streams, total: streams, rampMs: 1000, ...reply(quick ? 150 : 250, 20) },
  memory: { connections: 1000, total: 1000, rampMs: 2000, hold: true, ...reply(1000, 1000) },
  warmUp: { connections: 10, total: quick ? 200 : 400, rampMs: 0, repliesPerOpen: 10, ...reply(100, 1) },
})
