import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { expect, test } from 'vitest'

const checkout = join(import.meta.dirname, '../..')
const pages = globSync(['*.md', '{bench,decisions,docs,examples,packages,soak,training}/**/*.md'], {
  cwd: checkout,
  exclude: (path) => path.includes('node_modules'),
})
const read = (page: string): string => readFileSync(join(checkout, page), 'utf8').replaceAll(/^```.*?^```/gms, '')

/** What a heading can be reached by, as it is shown on the web. */
const anchorsOf = (page: string): string[] =>
  [...read(page).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/\[(.*?)\]\(.*?\)/g, '$1')
      .replaceAll(/[^\p{L}\p{N}\- _]/gu, '')
      .replaceAll(' ', '-'),
  )

function isBroken(page: string, link: string): boolean {
  const [path = '', anchor] = link.split('#')
  const target = path === '' ? page : normalize(join(dirname(page), decodeURIComponent(path)))
  if (!existsSync(join(checkout, target))) return true
  return anchor !== undefined && !anchorsOf(target).includes(anchor)
}

test('no page links to a page, a heading or a picture that is not there', () => {
  expect(pages.length).toBeGreaterThan(40)
  const links = pages.flatMap((page) =>
    [...read(page).matchAll(/\]\((?!https?:)([^)\s]+)\)/g)].map(([, link = '']) => ({ page, link })),
  )
  expect(links.length).toBeGreaterThan(50)
  expect(links.filter(({ page, link }) => isBroken(page, link))).toEqual([])
})

test('no page names a file of the checkout that is not there', () => {
  const folders = 'bench|decisions|deploy|docs|examples|migrations|packages|soak|src|test|training|web/src'
  const named = pages.flatMap((page) =>
    [...read(page).matchAll(new RegExp(`\`((?:${folders})/[\\w./[\\]-]+)\``, 'g'))].map(([, path = '']) => path),
  )
  expect(named.length).toBeGreaterThan(20)
  expect(named.filter((path) => !existsSync(join(checkout, path)))).toEqual([])
})
