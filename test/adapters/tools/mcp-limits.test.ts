import { expect, test } from 'vitest'
import { createLastWords } from '../../../src/adapters/tools/last-words.ts'
import { createLineReader } from '../../../src/adapters/tools/line-reader.ts'

test('lines are whole however they come, and nothing is read behind one that is too long', () => {
  const lines: string[] = []
  let tooLong = 0
  const read = createLineReader(
    6,
    (line) => void lines.push(line.toString()),
    () => void (tooLong += 1),
  )
  for (const part of ['one\ntw', 'o\n', '\nth', 'r', 'ee\nGr', '\u00fc', '\n123456\n1234', '567\nlate\n', 'later\n'])
    read(Buffer.from(part))
  expect(lines).toEqual(['one', 'two', '', 'three', 'Gr\u00fc', '123456'])
  expect(tooLong).toBe(1)
})

test('the last words of a process are one line, short, and without what it was given to keep', () => {
  const words = createLastWords(['canary-1', 'line of a key\nnext line of a key', 'on'])
  const text = `first\nBad: canary-1 at line of a key, next line of a key, on Tuesday ${'z'.repeat(9_000)}\n \n`
  for (const byte of Buffer.from(text)) words.heard(Buffer.of(byte))
  const told = words.told()
  expect(told).toHaveLength(200)
  expect(told).toMatch(/^Bad: \[secret\] at \[secret\], \[secret\], on Tuesday z+$/)
  expect(createLastWords([]).told()).toBeUndefined()
})
