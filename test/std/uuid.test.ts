import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { isUuid } from '../../src/std/uuid.ts'

it('knows a UUID of any version and case', () => {
  expect(isUuid(randomUUID())).toBe(true)
  expect(isUuid('0190163D-8694-739B-AEA5-966C26F8AD91')).toBe(true)
})

it.each([
  '',
  '0190163d8694739baea5966c26f8ad91',
  '{0190163d-8694-739b-aea5-966c26f8ad91}',
  '0190163d-8694-739b-aea5-966c26f8ad9g',
  '0190163d-8694-739b-aea5-966c26f8ad91\n',
  ' 0190163d-8694-739b-aea5-966c26f8ad91',
])('does not take %j for one', (text) => {
  expect(isUuid(text)).toBe(false)
})
