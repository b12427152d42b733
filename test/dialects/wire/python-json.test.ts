import { spawnSync } from 'node:child_process'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { pythonString } from '../../../src/dialects/python-json.ts'

const short: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\f': '\\f',
  '\r': '\\r',
}

/** What Python documents of `ensure_ascii`, unit by unit. */
function dumps(text: string): string {
  let json = '"'
  for (let i = 0; i < text.length; i++) {
    const unit = text.charAt(i)
    const code = text.charCodeAt(i)
    const escaped = `\\u${(0x10000 + code).toString(16).slice(1)}`
    json += short[unit] ?? (code >= 0x20 && code < 0x7f ? unit : escaped)
  }
  return `${json}"`
}

const unit = fc.oneof(
  fc.integer({ min: 0, max: 0xff }),
  fc.integer({ min: 0xd7f0, max: 0xe010 }),
  fc.integer({ min: 0x2020, max: 0x2030 }),
  fc.integer({ min: 0, max: 0xffff }),
)
const units = fc.array(unit).map((codes) => String.fromCharCode(...codes))
const anyText = fc.oneof(units, fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.string())

test('W2: any text is told as Python would print it, and is the same text again', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(pythonString(text)).toBe(dumps(text))
      expect(JSON.parse(pythonString(text))).toBe(text)
    }),
    { numRuns: 5_000 },
  )
})

const python = spawnSync('python3', ['-c', ''])

test.runIf(python.status === 0)('W2: json.dumps itself prints the same, where there is a python3', () => {
  const each = Array.from({ length: 0x10000 }, (_, code) => `a${String.fromCharCode(code)}b`)
  const sample = [...each, ...fc.sample(anyText, 2_000)]
  const script = [
    'import json, sys',
    'for line in sys.stdin:',
    "    print(json.dumps(bytes.fromhex(line.strip()).decode('utf-16-le', 'surrogatepass')))",
  ].join('\n')
  const input = sample.map((text) => `${Buffer.from(text, 'utf16le').toString('hex')}\n`).join('')
  const { stdout, status } = spawnSync('python3', ['-c', script], { input, encoding: 'utf8', maxBuffer: 1e9 })
  expect(status).toBe(0)
  const printed = stdout.trimEnd().split('\n')
  expect(printed).toHaveLength(sample.length)
  expect(sample.filter((text, i) => pythonString(text) !== printed[i])).toEqual([])
})
