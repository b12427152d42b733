import { expect, test } from 'vitest'
import { createGrowingMarkdown } from '../../web/src/markdown/grow-markdown.ts'
import { type Block, parseMarkdown } from '../../web/src/markdown/parse-markdown.ts'
import { hostileMarkdown } from './hostile-markdown.ts'

const answer = `# Title

A paragraph with **bold** words
that goes on.

Setext
------

- one
- two

  still two
  - three

1. first
2. second

| a | b |
|---|--:|
| 1 | 2 |

\`\`\`ts
const a = 1

const b = \`\${a}\`
\`\`\`

> quoted
> twice

~~~~
\`\`\`
not the end
~~~~

    indented

    code

The end [with a link](https://a.example).
`

type Growing = ReturnType<typeof createGrowingMarkdown>

const blocksOf = (growing: Growing, text: string): readonly Block[] => growing.update(text).flat()

test('a text that grows by single characters ends as it is read at once', () => {
  for (const text of [answer, answer.replaceAll('\n', '\r\n'), hostileMarkdown.join('\n\n')]) {
    const growing = createGrowingMarkdown()
    let shown: readonly Block[] = []
    for (let end = 1; end <= text.length; end++) shown = blocksOf(growing, text.slice(0, end))
    // A definition that comes late reaches back only once all of it is there.
    if (!text.includes(']: ')) expect(shown).toEqual(parseMarkdown(text))
    else expect(shown.length).toBeGreaterThan(1)
  }
})

test('a block that is finished is never made anew', () => {
  const growing = createGrowingMarkdown()
  const before: Block[] = []
  for (let end = 1; end <= answer.length; end++) {
    const shown = blocksOf(growing, answer.slice(0, end))
    for (const [at, block] of before.slice(0, -1).entries()) expect(shown[at]).toBe(block)
    before.splice(0, Infinity, ...shown)
  }
  expect(before.length).toBeGreaterThan(10)
})

test('what is taken back or told again replaces what was shown', () => {
  const growing = createGrowingMarkdown()
  growing.update('First.\n\nSecond.\n\n```js\nsecret')
  expect(blocksOf(growing, 'First.')).toEqual(parseMarkdown('First.'))
  growing.update('```\nold code that goes on')
  expect(blocksOf(growing, 'Quite another answer, and a longer one.')).toEqual(
    parseMarkdown('Quite another answer, and a longer one.'),
  )
})

test('no mark shows for a moment as what it is not', () => {
  const growing = createGrowingMarkdown()
  for (const end of ['\n-', '\n--', '\n=', '\n#', '\n1.', '\n* ', '\n>']) {
    expect(blocksOf(growing, `Some words${end}`)).toEqual(parseMarkdown('Some words'))
  }
})

test('a group of blocks that is full is never looked at again', () => {
  const growing = createGrowingMarkdown()
  const text = 'One paragraph.\n\n'.repeat(100)
  const [first] = growing.update(text)
  expect(first?.length).toBe(32)
  const later = growing.update(`${text}and more`)
  expect(later[0]).toBe(first)
  expect(later.flat()).toEqual(parseMarkdown(`${text}and more`))
})

/** How much html was made of last blocks for a text that grows by so many characters at a time. */
function madeFor(text: string, step: number): number {
  const growing = createGrowingMarkdown()
  let made = 0
  let before: Block | undefined
  for (let end = step; end <= text.length; end += step) {
    const last = growing.update(text.slice(0, end)).at(-1)?.at(-1)
    if (last !== before && last?.kind === 'html') made += last.html.length
    before = last
  }
  return made
}

test.each([
  ['paragraphs', '', 'Some words of a paragraph, and some more of them.\n\n'],
  ['one paragraph', '', 'Some words of a paragraph, and some more of them. '],
  ['one list', '', '- an item of a list with a few words\n'],
  ['one table', '| a | b | c |\n|---|---|---|\n', '| a cell | another | a third |\n'],
])('a long answer of %s is not read over and over: the work does not grow with its square', (_, head, piece) => {
  const madeOf = (length: number): number => madeFor(head + piece.repeat(length / piece.length), 64)
  expect(madeOf(80_000) / madeOf(20_000)).toBeLessThan(7)
})

test('an open block of code is read once, however long it gets', () => {
  const growing = createGrowingMarkdown()
  const code = 'const some = "code"\n'.repeat(5_000)
  for (let end = 0; end < code.length; end += 50) growing.update(`\`\`\`js\n${code.slice(0, end)}`)
  const whole = `\`\`\`js\n${code}\`\`\`\nThe end.`
  expect(blocksOf(growing, whole)).toEqual(parseMarkdown(whole))
})
