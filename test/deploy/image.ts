import { execFile } from 'node:child_process'
import { chmodSync, copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { copyContext } from './build-context.ts'

const run = promisify(execFile)

export interface Stage {
  base: string
  /** Empty where nothing is copied from it. */
  name: string
  instructions: readonly { word: string; rest: string }[]
}

export interface Image extends Disposable {
  /** What would be `/` in a container, as far as the Dockerfile makes it. */
  root: string
  /** Where its Node is. */
  bin: string
  stages: readonly Stage[]
}

export function parseDockerfile(text: string): Stage[] {
  const stages: (Stage & { instructions: { word: string; rest: string }[] })[] = []
  for (const line of text.replaceAll('\\\n', ' ').split('\n')) {
    if (line === '' || line.startsWith('#')) continue
    const [, word = '', rest = ''] = /^([A-Z]+)\s+(.*)$/.exec(line) ?? []
    const [base = '', , name = ''] = rest.split(' ')
    if (word === 'FROM') stages.push({ base, name, instructions: [] })
    else if (word !== '') stages.at(-1)?.instructions.push({ word, rest })
    else throw new Error(`This is no instruction: ${line}`)
  }
  return stages
}

/** What an instruction says in the last stage, each time that it stands there. */
export const saidLast = ({ stages }: Pick<Image, 'stages'>, wanted: string): string[] =>
  (stages.at(-1)?.instructions ?? []).filter(({ word }) => word === wanted).map(({ rest }) => rest)

/** Takes the steps of the Dockerfile of a checkout, one by one in folders, with our own Node as the base image. */
export async function buildImage(checkout: string): Promise<Image> {
  const folder = mkdtempSync(join(tmpdir(), 'colloquy-image-'))
  const remove = (): void => rmSync(folder, { recursive: true, force: true })
  const [context, bin] = [join(folder, 'context'), join(folder, 'bin')]
  const stages = parseDockerfile(readFileSync(join(checkout, 'Dockerfile'), 'utf8'))
  const rootOf = ({ name }: Stage): string => join(folder, name === '' ? 'final' : name)
  const environment = {
    PATH: `${bin}:${process.env.PATH}`,
    HOME: process.env.HOME,
    npm_config_prefer_offline: 'true',
    npm_config_update_notifier: 'false',
  }

  function copy(rest: string, place: string): void {
    const [, from, paths = ''] = /^(?:--from=(\S+) )?(.*)$/.exec(rest) ?? []
    const sources = paths.split(' ')
    const to = sources.pop() ?? ''
    for (const source of sources) {
      const target = join(place, to, to.endsWith('/') ? basename(source) : '')
      const origin = from === undefined ? context : join(folder, from)
      cpSync(join(origin, source), target, { recursive: true, verbatimSymlinks: true })
    }
  }

  async function take(stage: Stage): Promise<void> {
    let place = rootOf(stage)
    for (const { word, rest } of stage.instructions) {
      if (word === 'WORKDIR') mkdirSync((place = join(rootOf(stage), rest)), { recursive: true })
      if (word === 'COPY') copy(rest, place)
      // Who is not root cannot give a folder away, and serves as themselves.
      const command = process.getuid?.() === 0 ? rest : rest.replace(/ && chown \S+ \S+/, '')
      if (word === 'RUN') await run('sh', ['-ec', command], { cwd: place, env: environment })
    }
  }

  try {
    chmodSync(folder, 0o755)
    mkdirSync(bin)
    copyFileSync(process.execPath, join(bin, 'node'))
    copyContext(checkout, context)
    await Promise.all(stages.filter(({ name }) => name !== '').map(take))
    const last = stages.at(-1)
    if (!last) throw new Error('The Dockerfile has no stage.')
    await take(last)
    return { root: rootOf(last), bin, stages, [Symbol.dispose]: remove }
  } catch (error) {
    remove()
    throw error
  }
}
