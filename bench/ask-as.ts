import { createHmac, randomBytes } from 'node:crypto'
import { Agent, request } from 'node:http'

/** What servers are told to know people by. */
export const secret = randomBytes(32).toString('hex')
export const signed = { AUTH: 'jwt', JWT_SECRET_KEY: secret }

const lastsSeconds = 36_000
const patienceMs = 600_000

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

function tokenFor(userId: string): string {
  const exp = Math.floor(Date.now() / 1000) + lastsSeconds
  const claims = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode({ sub: userId, exp })}`
  return `${claims}.${createHmac('sha256', secret).update(claims).digest('base64url')}`
}

export interface Heard {
  body: string
  /** From asking to the first byte of the body, to the first token of an answer, to the end. */
  firstMs: number
  tokenMs: number
  ms: number
}

export type Ask = (method: string, path: string, body?: object, headers?: Record<string, string>) => Promise<Heard>

/** Asks in one person's name, on connections that stay open. */
export function askAs(port: number, userId: string): Ask {
  const agent = new Agent({ keepAlive: true })
  const authorization = `Bearer ${tokenFor(userId)}`
  return (method, path, body, headers = {}) => {
    const { promise, resolve, reject } = Promise.withResolvers<Heard>()
    const text = body && JSON.stringify(body)
    const began = performance.now()
    const since = (): number => performance.now() - began
    const asked = request(
      {
        agent,
        host: '127.0.0.1',
        port,
        method,
        path,
        timeout: patienceMs,
        headers: {
          authorization,
          ...(text !== undefined && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
          ...headers,
        },
      },
      (response) => {
        let heard = ''
        let [firstMs, tokenMs] = [NaN, NaN]
        response.setEncoding('utf8')
        response.on('data', (chunk: string) => {
          if (heard === '') firstMs = since()
          heard += chunk
          if (Number.isNaN(tokenMs) && heard.includes('event: delta')) tokenMs = since()
        })
        response.on('end', () => {
          const { statusCode = 0 } = response
          if (statusCode < 300) resolve({ body: heard, firstMs, tokenMs, ms: since() })
          else reject(new Error(`${method} ${path}: ${statusCode} ${heard}`))
        })
        response.on('error', reject)
      },
    )
    asked.on('error', reject)
    asked.on('timeout', () => asked.destroy(new Error(`${method} ${path} was not answered in time`)))
    asked.end(text)
    return promise
  }
}
