import { type Agent, type IncomingHttpHeaders, request } from 'node:http'

export interface FuzzRequest {
  method: string
  /** The path of the route that it is for. */
  pattern: string
  path: string
  headers: Readonly<Record<string, string>>
  body: string | Buffer | undefined
  /** Which of the known things stand where they are named. */
  pick: number
}

export interface FuzzAnswer {
  status: number
  headers: IncomingHttpHeaders
  bytes: Buffer
  /** Whether it came to its end. */
  complete: boolean
}

/** Longer than any answer takes: a stream that does not end must say which request began it. */
const patienceMs = 20_000

/** Sends a request as it is: nothing is encoded, and no path is resolved. */
export function ask(url: string, agent: Agent, { method, path, headers, body }: FuzzRequest): Promise<FuzzAnswer> {
  const { hostname, port } = new URL(url)
  const { promise, resolve, reject } = Promise.withResolvers<FuzzAnswer>()
  const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
  const signal = AbortSignal.timeout(patienceMs)
  const call = request(
    { hostname, port, agent, method, path, headers: { ...headers, ...length }, signal },
    (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('error', reject)
      response.on('close', () => {
        const { statusCode = 0, complete } = response
        resolve({ status: statusCode, headers: response.headers, bytes: Buffer.concat(parts), complete })
      })
    },
  )
  call.on('error', reject)
  call.end(body)
  return promise
}

/** Long repetitions are told as such. */
function literalOf(text: string): string {
  return JSON.stringify(text).replace(/((?:\\\\|\\"|\\u....|[^\\"]){1,6}?)\1{39,}/gu, (all: string, unit: string) => {
    return `" + "${unit}".repeat(${all.length / unit.length}) + "`
  })
}

const bodyLiteral = (body: FuzzRequest['body']): string => {
  if (body === undefined) return 'undefined'
  return typeof body === 'string' ? literalOf(body) : `Buffer.from('${body.toString('base64')}', 'base64')`
}

/** A request as source code, to be sent once more. */
export const sourceOf = ({ method, path, headers, body }: FuzzRequest): string =>
  [
    `method: ${literalOf(method)}`,
    `path: ${literalOf(path)}`,
    `headers: {${Object.entries(headers)
      .map(([name, value]) => ` '${name}': ${literalOf(value)}`)
      .join(',')} }`,
    `body: ${bodyLiteral(body)}`,
  ].join('\n')
