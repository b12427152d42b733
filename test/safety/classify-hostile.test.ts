import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { classify } from '../../src/safety/classify.ts'
import { hostile } from './cases/hostile.ts'

test.each(hostile(100_000).map(({ name, text }) => [name, text] as const))(
  'a text written to be slow hangs: %s',
  (_, text) => {
    expect(classify(text).level).toBeGreaterThanOrEqual(0)
  },
)

test('what is said at the end of a long text is not read', () => {
  const filling = 'The train was late again and we talked about football. '.repeat(3_600).slice(0, 199_000)
  expect(classify(filling).level).toBe(0)
  expect(classify(`${filling}\nI want to kill myself`)).toMatchObject({ level: 3, subject: 'self' })
})

test('what is said behind a wall of noise is not read', () => {
  for (const noise of ['a', '1', '\u200b', '! ', 'x ', "'"])
    expect(classify(`${noise.repeat(50_000)}. I want to kill myself`), JSON.stringify(noise)).toMatchObject({
      level: 3,
    })
})

test('a text of 200,000 characters without a space throws', () => {
  expect(() => classify('ia'.repeat(100_000))).not.toThrow()
  expect(classify('\0'.repeat(200_000)).level).toBe(0)
})

test('a string throws', () => {
  const anyUnits = fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units))
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), anyUnits), (text) => {
      const { level, subject, categories } = classify(text)
      expect(level === 0 ? subject : 'none').toBe('none')
      expect(categories.every(({ score }) => score >= 0 && score <= 1)).toBe(true)
    }),
  )
})
