import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

export const checkout = fileURLToPath(new URL('../../', import.meta.url))

export const run = promisify(execFile)

export interface InstalledPackages extends Disposable {
  /** A project in whose `node_modules` both packages are, and what they depend on. */
  project: string
  /** What `npm pack` has put into each. */
  files: Record<PackageName, readonly string[]>
}

export type PackageName = 'client' | 'react'

interface Packed {
  filename: string
  files: { path: string }[]
}

/** Packs copies of both packages as `npm publish` would, and installs them as npm would, without a registry. */
export async function installPackages(): Promise<InstalledPackages> {
  const folder = mkdtempSync(join(tmpdir(), 'colloquy-packages-'))
  try {
    const copy = join(folder, 'checkout')
    for (const name of ['tsconfig.json', 'packages/client', 'packages/react'])
      cpSync(join(checkout, name), join(copy, name), {
        recursive: true,
        filter: (path) => !/[/](dist|node_modules)$/.test(path),
      })
    symlinkSync(join(checkout, 'node_modules'), join(copy, 'node_modules'))
    const modules = join(folder, 'project', 'node_modules')
    mkdirSync(join(modules, '@colloquy'), { recursive: true })
    const environment = {
      PATH: `${dirname(process.execPath)}:${join(checkout, 'node_modules/.bin')}:${process.env.PATH}`,
      HOME: folder,
      npm_config_cache: join(folder, 'cache'),
      npm_config_offline: 'true',
      npm_config_update_notifier: 'false',
    }

    async function install(name: PackageName): Promise<readonly string[]> {
      const cwd = join(copy, 'packages', name)
      const { stdout } = await run('npm', ['pack', '--json'], { cwd, env: environment }).catch((error: unknown) => {
        throw new Error(`npm pack has failed. It said:\n${(error as { stdout: string }).stdout}`, { cause: error })
      })
      // A script of the package may speak before npm does, and npm lists by place or by name.
      const told = JSON.parse(stdout.slice(stdout.search(/^[[{]/m))) as Packed[] | Record<string, Packed>
      const [packed] = Object.values(told)
      if (!packed) throw new Error(`npm pack has packed nothing. It said:\n${stdout}`)
      await run('tar', ['-xzf', packed.filename], { cwd })
      cpSync(join(cwd, 'package'), join(modules, '@colloquy', name), { recursive: true })
      return packed.files.map(({ path }) => path)
    }

    const files = { client: await install('client'), react: await install('react') }
    const { dependencies } = JSON.parse(readFileSync(join(modules, '@colloquy/client/package.json'), 'utf8')) as {
      dependencies: Record<string, string>
    }
    for (const name of [
      ...Object.keys(dependencies),
      'react',
      'csstype',
      '@types/node',
      '@types/react',
      'undici-types',
    ]) {
      mkdirSync(dirname(join(modules, name)), { recursive: true })
      symlinkSync(join(checkout, 'node_modules', name), join(modules, name))
    }
    return {
      project: join(folder, 'project'),
      files,
      [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
    }
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
}
