import { expect, test } from 'vitest'
import { classify } from '../../src/safety/classify.ts'
import { hostileWords } from './cases/hostile-words.ts'

test.each(hostileWords(100_000).map(({ name, text }) => [name, text] as const))(
  'what is said behind 100 KB that say nothing twice is not read: %s',
  (_, text) => {
    expect(classify(`${text}\n\nI am going to kill myself tonight`)).toMatchObject({ level: 4, subject: 'self' })
  },
)
