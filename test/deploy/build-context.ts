import { cpSync, readdirSync, readFileSync } from 'node:fs'
import { join, matchesGlob } from 'node:path'

/** As Docker reads it: the last line that matches decides, and a path falls with its folder unless it is named again. */
function isIgnored(rules: readonly string[], path: string): boolean {
  const parts = path.split('/')
  const folders = parts.map((_, i) => parts.slice(0, i + 1).join('/'))
  const deciding = rules.findLast((rule) => folders.some((folder) => matchesGlob(folder, rule.replace(/^!/, ''))))
  return deciding !== undefined && !deciding.startsWith('!')
}

/** What of a folder is sent to the builder. */
export function contextOf(folder: string): string[] {
  const text = readFileSync(join(folder, '.dockerignore'), 'utf8')
  const rules = text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'))
  const walk = (inside: string): string[] =>
    readdirSync(join(folder, inside), { withFileTypes: true }).flatMap((entry) => {
      const path = inside === '' ? entry.name : `${inside}/${entry.name}`
      const ignored = isIgnored(rules, path)
      if (!entry.isDirectory()) return ignored ? [] : [path]
      return ignored && !rules.some((rule) => rule.startsWith(`!${path}/`)) ? [] : walk(path)
    })
  return walk('')
}

export function copyContext(folder: string, to: string): void {
  for (const path of contextOf(folder)) cpSync(join(folder, path), join(to, path))
}
