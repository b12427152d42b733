import { createHash } from 'node:crypto'

const longest = 64
const hashLength = 8

const fitting = (name: string): string => name.replace(/[^A-Za-z0-9_-]/g, '_')

/**
 * What a model calls a tool of a server. The same wherever and whenever it is made, and another for every other tool: where
 * the names alone would not do, a hash of them is in it.
 */
export function toolName(server: string, tool: string): string {
  const name = `${fitting(server)}__${fitting(tool)}`
  // Where the one ends and the other begins must be seen from the whole.
  const isPlain = name === `${server}__${tool}` && !server.includes('__') && !server.endsWith('_')
  if (isPlain && name.length <= longest) return name
  const hash = createHash('sha256')
    .update(JSON.stringify([server, tool]))
    .digest('hex')
    .slice(0, hashLength)
  return `${name.slice(0, longest - hashLength - 1)}_${hash}`
}
