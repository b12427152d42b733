import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { expect, test } from 'vitest'
import { configFrom } from '../../src/config/config.ts'
import { readEnv } from '../../src/config/env.ts'

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
const page = read('docs/models.md')

const examples = [...page.matchAll(/```dotenv\n(?<file>.*?)```/gs)].map(({ groups }) => groups?.['file'] ?? '')

test('no variable of models is missing on their page', () => {
  const section = /# --- The model ---(?<variables>.*?)# ---/s.exec(read('.env.example'))?.groups?.['variables'] ?? ''
  const names = [...section.matchAll(/^# (?<name>[A-Z_]+)=/gm)].map(({ groups }) => groups?.['name'] ?? '')
  expect(names).toContain('OPENAI_API_KEY')
  for (const name of [...names, 'HELPER_MODEL', 'EMBEDDING_MODEL'])
    expect(page).toMatch(new RegExp(`^\\|.*\`${name}\``, 'm'))
})

test('every documented configuration is one that starts', () => {
  expect(examples).toHaveLength(9)
  for (const example of examples) {
    const settings = readEnv(parseEnv(example))
    expect([example, settings.problems, settings.warnings]).toEqual([example, [], []])
    const { model, anthropic, warnings } = configFrom(settings)
    expect([example, warnings]).toEqual([example, []])
    expect(model.kind).toBe(example.includes('OPENAI_') ? 'openai' : 'anthropic')
    expect(anthropic !== undefined).toBe(example.includes('ANTHROPIC_API_KEY'))
  }
})

test('the time that a model has is what the page says', () => {
  const { timeouts, retry } = configFrom(readEnv({}))
  const told = [...page.matchAll(/^\| (?:to|between|the whole)[^|]*\| (?<told>[^|;]*?)(?: more)?(?:;[^|]*)? \|$/gm)]
  expect(told.map(({ groups }) => groups?.['told'])).toEqual([
    `${timeouts.connectMs / 1000} s`,
    `${timeouts.headersMs / 1000} s`,
    `${timeouts.gapMs / 1000} s`,
    `${timeouts.runMs / 60_000} minutes`,
  ])
  expect(retry).toMatchObject({ attempts: 2, maxRetryAfterMs: 60_000 })
})
