import { readFile } from 'node:fs/promises'
import { parseEnv } from 'node:util'
import { expect, it } from 'vitest'
import { configFrom } from '../../src/config/config.ts'
import { readEnv } from '../../src/config/env.ts'

const example = await readFile(new URL('../../.env.example', import.meta.url), 'utf8')
const uncommented = parseEnv(example.replaceAll(/^# (?=[A-Z0-9_]+=)/gm, ''))

it('changes nothing when it is copied as it is', () => {
  expect(parseEnv(example)).toEqual({})
})

it('shows the values that hold anyway', () => {
  expect(configFrom(readEnv(uncommented))).toEqual(configFrom(readEnv({})))
})

it('names every variable that is read, and no other', () => {
  const asked = new Set<string>()
  const listening = new Proxy<Record<string, string>>(
    {},
    {
      get(_target, name) {
        asked.add(String(name))
        return undefined
      },
    },
  )
  readEnv(listening)
  expect(Object.keys(uncommented).toSorted()).toEqual([...asked].toSorted())
})
