import { execFile } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

export const checkout = fileURLToPath(new URL('../../', import.meta.url))

const run = promisify(execFile)

export interface InstalledPackage extends Disposable {
  /** A project in whose `node_modules` the package is. */
  project: string
  /** What `npm pack` has put into it. */
  files: readonly string[]
}

interface Packed {
  filename: string
  files: { path: string }[]
}

interface Manifest {
  dependencies: Record<string, string>
  bin: { colloquy: string }
}

/** What the package is made of; `dist` and the page are not, they are built. */
const sources = [
  'package.json',
  'tsconfig.json',
  'tsconfig.build.json',
  '.env.example',
  'README.md',
  'LICENSE',
  'migrations',
  'src',
  'test/harness.ts',
  'packages',
  'web',
]

/** What a clean checkout does not have. */
const isMade = (path: string): boolean => /\/(?:node_modules|dist)$/.test(path)

/** Packs a copy of the checkout as `npm publish` would, and installs it as npm would, without a registry. */
export async function installPackage(): Promise<InstalledPackage> {
  const folder = mkdtempSync(join(tmpdir(), 'colloquy-package-'))
  try {
    const copy = join(folder, 'checkout')
    for (const name of sources)
      cpSync(join(checkout, name), join(copy, name), { recursive: true, filter: (path) => !isMade(path) })
    symlinkSync(join(checkout, 'node_modules'), join(copy, 'node_modules'))
    const environment = {
      PATH: `${dirname(process.execPath)}:${process.env.PATH}`,
      HOME: folder,
      npm_config_cache: join(folder, 'cache'),
      npm_config_offline: 'true',
      npm_config_update_notifier: 'false',
    }
    const { stdout } = await run('npm', ['pack', '--json'], { cwd: copy, env: environment }).catch((error: unknown) => {
      throw new Error(`npm pack has failed. It said:\n${(error as { stdout: string }).stdout}`, { cause: error })
    })
    // A script of the package may speak before npm does, and npm lists by place or by name.
    const told = JSON.parse(stdout.slice(stdout.search(/^[[{]/m))) as Packed[] | Record<string, Packed>
    const [packed] = Object.values(told)
    if (!packed) throw new Error(`npm pack has packed nothing. It said:\n${stdout}`)
    await run('tar', ['-xzf', packed.filename], { cwd: copy })

    const modules = join(folder, 'project', 'node_modules')
    const installed = join(modules, 'colloquy')
    mkdirSync(join(modules, '.bin'), { recursive: true })
    cpSync(join(copy, 'package'), installed, { recursive: true })
    const { dependencies, bin } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as Manifest
    for (const name of [...Object.keys(dependencies), '@types/node']) {
      mkdirSync(dirname(join(modules, name)), { recursive: true })
      symlinkSync(join(checkout, 'node_modules', name), join(modules, name))
    }
    const command = join(installed, bin.colloquy)
    chmodSync(command, 0o755)
    symlinkSync(command, join(modules, '.bin', 'colloquy'))
    return {
      project: join(folder, 'project'),
      files: packed.files.map(({ path }) => path),
      [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
    }
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
}
