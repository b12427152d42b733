import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { dialects } from '../../src/dialects/registry.ts'
import { expectUnharmed } from '../dialects/v1/under-attack.ts'
import { startTestServer, type TestServer } from '../harness.ts'
import { sendBytes } from '../send-bytes.ts'

const runs = Number(process.env['FUZZ_RUNS'] ?? 65) * 5
const seed = Number(process.env['FUZZ_SEED'] ?? 1)

interface Telling {
  bytes: Buffer
  /** Nothing more is to come, whatever has been said about it. */
  ends: boolean
}

const tell = ({ url }: TestServer, { bytes, ends }: Telling): Promise<string> =>
  sendBytes(url, bytes, { ends, reads: 'utf8' })

const targets = [...new Set(dialects.flatMap(({ routes }) => routes.map(({ path }) => path)))]
const body = '{"content":"hello","message":"hello","messages":[]}'

const byte = fc.integer({ min: 0, max: 0xff }).map((code) => String.fromCharCode(code))
const junk = fc.oneof(
  fc.string({ unit: byte, maxLength: 8 }),
  fc.constantFrom(
    '\r\n',
    '\n',
    '\r',
    '\0',
    ' ',
    '\t',
    '\r\nX-Injected: 1',
    '\r\n\r\n',
    ' HTTP/1.1\r\n\r\nGET /v1/me',
    '\u0085',
  ),
)
/** Beside these, a request with junk in it may be one that goes on, and is waited for. */
const quiet = junk.filter((text) => !/[\r\n]/.test(text))

const telling = fc
  .record({
    method: fc.constantFrom('GET', 'POST', 'PATCH', 'DELETE', 'PUT', 'HEAD', 'TRACE', 'get', 'BREW', ''),
    target: fc.constantFrom(...targets, '*', 'http://localhost/', ''),
    tail: fc.oneof(fc.constant(''), quiet),
    header: fc.oneof(
      fc.constant(''),
      quiet.map((text) => `X-${text}: 1\r\n`),
      quiet.map((text) => `X-A: ${text}\r\n`),
    ),
    length: fc.constantFrom(
      '',
      '0',
      String(body.length - 1),
      String(body.length),
      '-1',
      '0x10',
      '1e1',
      '5, 5',
      ' ',
      '+5',
    ),
    missing: fc.nat(20),
    cut: fc.oneof(fc.constant(Infinity), fc.nat(200)),
    inserted: fc.oneof(fc.constant(''), junk),
    at: fc.nat(200),
  })
  .map(({ method, target, tail, header, length, missing, cut, inserted, at }): Telling => {
    const isShort = missing > 0 && missing < 5
    const claimed = isShort ? String(body.length + missing) : length
    const contentLength = claimed === '' ? '' : `Content-Length: ${claimed}\r\n`
    const head = `${method} ${target}${tail} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n`
    const whole = `${head}Content-Type: application/json\r\n${contentLength}${header}\r\n${body}`
    const changed = whole.slice(0, at) + inserted + whole.slice(at)
    return { bytes: Buffer.from(changed.slice(0, cut), 'latin1'), ends: isShort || inserted !== '' || cut < Infinity }
  })

const told = ({ bytes }: Telling): string => JSON.stringify(bytes.toString('latin1'))

test('no bytes on a socket are answered with a failure, or without a word where they are a request', async () => {
  await using server = await startTestServer()
  const property = fc.asyncProperty(telling, async (one) => {
    const said = await tell(server, one)
    if (!one.ends || said !== '')
      expect(said, told(one)).toMatch(/^HTTP\/1\.1 [2-4]\d\d [^]*?\r\nx-correlation-id: \S/i)
    expect(said, told(one)).not.toMatch(/^HTTP\/1\.1 5|\r\nx-injected: |node_modules|\n\s+at .+:\d+/i)
  })
  await fc.assert(property, { numRuns: runs, seed })
  await expectUnharmed(server)
})
