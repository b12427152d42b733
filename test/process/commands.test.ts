import { execFileSync } from 'node:child_process'
import { mkdtempDisposableSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }

test('S2-10: a run of everything, of one file, and with coverage are one command each, and they work', () => {
  const guide = readFileSync('CONTRIBUTING.md', 'utf8')
  expect(guide).toContain('`npm test`')
  expect(guide).toContain('`npm run coverage`')
  expect(guide).toContain('`npx vitest run test/streams/same-bytes.test.ts`')
  expect(scripts['test']).toBe('vitest run')
  expect(scripts['coverage']).toBe('vitest run --coverage')

  using folder = mkdtempDisposableSync(join(tmpdir(), 'colloquy-'))
  const one = ['run', 'test/std/sha256-hex.test.ts', '--coverage', `--coverage.reportsDirectory=${folder.path}`]
  const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('VITEST')))
  const said = execFileSync('node_modules/.bin/vitest', one, { encoding: 'utf8', env: environment })
  expect(said).toMatch(/Test Files\s.*1 passed/)
  expect(said).toMatch(/Statements\s.*%/)
})
