import { parseArgs } from 'node:util'

export interface SoakOptions {
  minutes: number
  nodes: number
  /** It ends before its time when so many messages are accepted, after so many faults. */
  messages: number
  faults: number
  seed: number
  redis: boolean
}

export function readOptions(args: readonly string[]): SoakOptions {
  const { values } = parseArgs({
    args: [...args],
    allowNegative: true,
    options: {
      minutes: { type: 'string', default: '4' },
      nodes: { type: 'string', default: '3' },
      messages: { type: 'string', default: 'Infinity' },
      faults: { type: 'string', default: '20' },
      seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 32)) },
      redis: { type: 'boolean', default: true },
    },
  })

  function number(name: 'minutes' | 'nodes' | 'messages' | 'faults' | 'seed', least: number): number {
    const value = Number(values[name])
    if (!(value >= least)) throw new Error(`--${name} is a number of ${least} or more, not '${values[name]}'`)
    return value
  }

  return {
    minutes: number('minutes', 0.1),
    // The last one left answers what the others have put down.
    nodes: number('nodes', 2),
    messages: number('messages', 0),
    faults: number('faults', 0),
    seed: number('seed', 0),
    redis: values.redis,
  }
}
