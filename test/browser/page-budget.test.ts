import { globSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const folder = fileURLToPath(new URL('../../web/dist/', import.meta.url))
const sizeOf = (pattern: string): number[] =>
  globSync(pattern, { cwd: folder }).map((path) => statSync(folder + path).size)

test('the page is one script and one style sheet, and does not grow unseen', () => {
  const [scripts, styles] = [sizeOf('assets/*.js.br'), sizeOf('assets/*.css.br')]
  expect([scripts.length, styles.length]).toEqual([1, 1])
  const bytes = [...scripts, ...styles, ...sizeOf('index.html')].reduce((sum, size) => sum + size, 0)
  expect(bytes).toBeLessThan(135_000)
})
