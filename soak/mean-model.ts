import { setTimeout as pause } from 'node:timers/promises'
import type { Exchange } from '../test/fake-model-exchange.ts'
import type { FakeBody, FakeModel } from '../test/fake-model.ts'
import type { Random } from './random.ts'

/** One call of the model, and what it was going to be told before anything happened to it. */
export interface ModelCall {
  question: string
  /** All that it says: no two calls say the same, so that two attempts can never be taken for one. */
  text: string
  /** `cut`: it breaks off after that text. `mute`: it fails before a word, and may be asked again. */
  fate: 'whole' | 'cut' | 'mute'
}

const tempers = { brisk: 60, slow: 20, halting: 6, cut: 4, unfinished: 3, refusing: 4, silent: 3 } as const

function questionsIn({ messages = [] }: FakeBody): string[] {
  return messages.filter(({ role }) => role === 'user').map(({ content }) => content)
}

/** Answers as models do on a bad day. What it was asked stands in `calls`, whatever becomes of it. */
export function scriptMeanModel(model: FakeModel, random: Random, onProblem: (problem: string) => void): ModelCall[] {
  const calls: ModelCall[] = []

  async function fail(exchange: Exchange): Promise<void> {
    if (random.chance(0.5)) return exchange.cut()
    return exchange.respond(random.pick([500, 502, 503]), { 'content-type': 'application/json' }, '{"error":{}}')
  }

  model.script(async (exchange) => {
    const questions = questionsIn(exchange.request.body)
    const question = questions.at(-1) ?? ''
    if (new Set(questions).size !== questions.length)
      onProblem(`the model was told a message twice: ${questions.join()}`)
    const temper = random.choose(tempers)
    const name = calls.length
    const tokens = Array.from(
      { length: Math.ceil(random.between(4, temper === 'slow' ? 70 : 40)) },
      (_, i) => `${question}/${name}.${i}🙂 `,
    )
    const isMute = temper === 'refusing' || temper === 'silent'
    const fate = isMute ? 'mute' : temper === 'cut' || temper === 'unfinished' ? 'cut' : 'whole'
    calls.push({ question, text: isMute ? '' : tokens.join(''), fate })
    if (temper === 'refusing') return fail(exchange)
    if (temper === 'silent') {
      await pause(random.between(100, 2_000))
      return exchange.end()
    }
    const halt = temper === 'halting' ? Math.floor(random.between(1, tokens.length)) : -1
    for (const [i, token] of tokens.entries()) {
      await pause(i === halt ? random.between(1_000, 6_000) : random.between(0, temper === 'slow' ? 80 : 15))
      await exchange.token(token)
    }
    if (temper === 'cut') return exchange.cut()
    if (temper === 'unfinished') return exchange.end()
    await exchange.finish()
    await exchange.usage({ input: 10, output: tokens.length })
    await exchange.done()
  })
  return calls
}
