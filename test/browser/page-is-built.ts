import { execFile } from 'node:child_process'
import { existsSync, globSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const checkout = fileURLToPath(new URL('../../', import.meta.url))
const sources = ['web/*.*', 'web/{src,public}/**/*', 'packages/*/src/**/*', 'package-lock.json']

/** Whether a source is younger than what was built of it. */
function isOld(): boolean {
  const built = `${checkout}web/dist/index.html`
  if (!existsSync(built)) return true
  const { mtimeMs } = statSync(built)
  return globSync(sources, { cwd: checkout }).some((path) => statSync(checkout + path).mtimeMs > mtimeMs)
}

/** Once before all tests: what they look at is what the sources say. */
export async function setup(): Promise<void> {
  if (!isOld()) return
  const { stdout } = await promisify(execFile)(process.execPath, [`${checkout}web/build-page.mjs`])
  process.stdout.write(stdout)
}
