import type { FastifyReply } from 'fastify'
import { DomainError } from '../conversation/errors.ts'
import type { LimitAsk, Limiter, LimitState, Rate } from '../ports/limiter.ts'

type Counted = 'user' | 'session' | 'address'

export interface LimitDeps {
  limiter: Limiter
  rates: Readonly<Record<Counted, Rate | 'off'>>
}

/** Who sends; what is not known, or everybody's, is not counted. */
export type Sender = Readonly<Record<Counted, string | undefined>>

const whose: Readonly<Record<string, string>> = {
  user: 'from you',
  session: 'to this conversation',
  address: 'from your address',
} satisfies Record<Counted, string>

const count = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`

const secondsOf = ({ resetMs }: LimitState): number => Math.ceil(resetMs / 1_000)

const listed = (states: readonly LimitState[], item: (state: LimitState) => string): string =>
  states.map((state) => `"${state.name}";${item(state)}`).join(', ')

function refusal(states: readonly LimitState[]): DomainError {
  const spent = states.filter(({ remaining }) => remaining === 0)
  const wait = Math.max(1, ...spent.map(secondsOf))
  const [first] = spent
  const what =
    first === undefined
      ? 'Too many messages came at once.'
      : `More than ${count(first.rate.requests, 'message')} in ${count(first.rate.seconds, 'second')} came ${whose[first.name] ?? 'from you'}.`
  return new DomainError('rate_limited', `${what} Send this one again in ${count(wait, 'second')}.`, {
    retryable: true,
    retryAfterSeconds: wait,
  })
}

/** Counts a send against every limit that it falls under, and tells in headers how it stands. */
export function createLimit({ limiter, rates }: LimitDeps) {
  return async function limit(reply: FastifyReply, sender: Sender): Promise<void> {
    const asks = (['user', 'session', 'address'] as const).flatMap((name): LimitAsk[] => {
      const [rate, key] = [rates[name], sender[name]]
      return rate === 'off' || key === undefined ? [] : [{ name, rate, key }]
    })
    if (asks.length === 0) return
    const { allowed, states } = await limiter.take(asks)
    reply.header(
      'ratelimit-policy',
      listed(states, ({ rate }) => `q=${rate.requests};w=${rate.seconds}`),
    )
    reply.header(
      'ratelimit',
      listed(states, (state) => `r=${state.remaining};t=${secondsOf(state)}`),
    )
    if (!allowed) throw refusal(states)
  }
}

export type Limit = ReturnType<typeof createLimit>
