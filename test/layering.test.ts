import { globSync, readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { basename, dirname, posix } from 'node:path'
import { describe, expect, test } from 'vitest'

interface Rules {
  /** Parts whose code it may load. */
  loads: readonly string[]
  /** Parts that it may name the types of as well, whole or file by file. */
  names?: readonly string[]
  /** Packages, and those of Node's own modules that are not for everybody. */
  packages?: readonly string[]
}

/** What everybody speaks in, and what depends on nothing: the one piece of the engine that is beneath everything. */
const words = new Set(['types', 'errors', 'seq', 'is-terminal', 'fold-events', 'drop-text'])

const adapter = { loads: ['std', 'words'], names: ['ports'] }
const dialect: Rules = {
  loads: ['std', 'words', 'personas', 'dialects'],
  names: ['conversation', 'streams', 'ports/embedding-relay', 'ports/model', 'ports/page', 'ports/runs'],
  packages: ['zod'],
}

const contracts = [
  'dialects/ag-ui',
  'dialects/ai-sdk',
  'dialects/domain-guide',
  'dialects/luma',
  'dialects/openai',
  'dialects/personal-assistant',
  'dialects/smart-chatbot',
  'dialects/therapy-bot',
  'dialects/v1',
]

/** DESIGN: who may import whom. What is not here may not. */
const table: Readonly<Record<string, Rules>> = {
  std: { loads: [] },
  version: { loads: [] },
  personas: { loads: [], names: ['ports'] },
  words: { loads: ['std'], names: ['ports'] },
  ports: { loads: [], names: ['words'] },
  observe: { loads: ['std'], packages: ['pino'] },
  config: { loads: ['std', 'personas'], names: ['observe'], packages: ['zod'] },
  context: { loads: ['std', 'words'], names: ['ports'] },
  memory: { loads: ['std', 'words'], names: ['ports'] },
  models: { loads: ['std', 'words'], names: ['ports'] },
  access: { loads: ['std', 'words'], names: ['ports'] },
  safety: { loads: ['std'], names: ['ports'] },
  streams: { loads: ['std', 'words'], names: ['ports', 'conversation'] },
  conversation: {
    loads: ['std', 'words', 'personas', 'context', 'models', 'streams', 'access', 'safety'],
    names: ['ports'],
  },
  dialects: { ...dialect, loads: [...dialect.loads, ...contracts] },
  ...Object.fromEntries(contracts.map((contract) => [contract, dialect])),
  http: {
    loads: ['std', 'words', 'observe'],
    names: ['access', 'conversation', 'dialects', 'ports', 'streams'],
    packages: ['fastify', '@fastify/swagger', '@fastify/swagger-ui', 'zod', 'node:http', 'node:worker_threads'],
  },
  'adapters/embeddings': { ...adapter, packages: ['undici'] },
  'adapters/in-process': adapter,
  'adapters/jwt': { ...adapter, packages: ['jose', 'undici'] },
  'adapters/memory': { ...adapter, packages: ['undici'] },
  'adapters/moderation': { ...adapter, packages: ['undici'] },
  'adapters/models': { ...adapter, packages: ['undici', 'eventsource-parser', '@ai-sdk/anthropic', '@openai/agents'] },
  'adapters/tokens': { ...adapter, packages: ['gpt-tokenizer', 'node:worker_threads'] },
  'adapters/tools': { ...adapter, packages: ['undici', 'eventsource-parser', 'node:child_process'] },
  'adapters/webhook': { ...adapter, packages: ['undici'] },
  'adapters/postgres': { ...adapter, loads: [...adapter.loads, 'adapters/sql'], packages: ['kysely', 'pg'] },
  'adapters/redis': { ...adapter, packages: ['@redis/client'] },
  'adapters/sql': { ...adapter, packages: ['kysely'] },
  'adapters/sqlite': {
    ...adapter,
    loads: [...adapter.loads, 'adapters/sql'],
    packages: ['kysely', 'node:sqlite', 'node:worker_threads'],
  },
  boot: {
    loads: [
      'std',
      'version',
      'personas',
      'conversation',
      'memory',
      'models',
      'streams',
      'dialects',
      'http',
      'access',
      'boot-models',
      'boot-safety',
      'boot-tools',
      'adapters/in-process',
      'adapters/jwt',
      'adapters/memory',
      'adapters/postgres',
      'adapters/redis',
      'adapters/sqlite',
      'adapters/tokens',
    ],
    names: ['config', 'context', 'observe', 'ports', 'words'],
  },
  'boot-models': {
    loads: ['std', 'models', 'adapters/embeddings', 'adapters/models'],
    names: ['config', 'observe', 'ports'],
  },
  'boot-tools': { loads: ['personas', 'adapters/tools'], names: ['config', 'observe', 'ports'] },
  'boot-safety': {
    loads: ['safety', 'adapters/moderation', 'adapters/webhook'],
    names: ['config', 'conversation', 'observe', 'ports'],
  },
  'create-server': { loads: ['std', 'boot', 'config', 'observe'], names: ['words', 'personas', 'ports'] },
  serve: { loads: ['boot', 'config', 'observe', 'version'], packages: ['close-with-grace'] },
  main: { loads: ['serve'] },
  move: {
    loads: ['std', 'config', 'adapters/postgres', 'adapters/sql', 'adapters/sqlite'],
    packages: ['node:sqlite', 'pg'],
  },
}

/** Of Node's modules those that open doors; the others are for everybody. */
const guarded = new Set([
  'node:http',
  'node:https',
  'node:http2',
  'node:sqlite',
  'node:worker_threads',
  'node:child_process',
  'node:cluster',
  'node:vm',
])

interface Import {
  from: string
  /** A file of ours, or the name of a package. */
  to: string
  ours: boolean
  loaded: boolean
}

const files = globSync('src/**/*.ts').sort()
const sourceOf = (file: string): string => readFileSync(file, 'utf8')

function packageOf(specifier: string): string {
  if (specifier.startsWith('node:')) return specifier.split('/', 1)[0] ?? ''
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')
}

function importsOf(file: string): Import[] {
  const source = sourceOf(file)
  // `import { type A }` is loaded all the same: only the statement as a whole goes with the types.
  const statements = source.matchAll(/^(?:import|export)\s(?<type>type\s)?(?:[^'";]*?\sfrom\s)?\s*'(?<to>[^']+)'/gm)
  const urls = source.matchAll(/(?:\bimport\(|new URL\(|\bworkerUrl\()\s*'(?<to>[^']+\.ts|[a-z@][^'/]*[^']*)'/g)
  return [...statements, ...urls].map(({ groups }) => {
    const to = groups?.['to'] ?? ''
    const ours = to.startsWith('.')
    return {
      from: file,
      to: ours ? posix.join(dirname(file), to) : packageOf(to),
      ours,
      loaded: groups?.['type'] === undefined,
    }
  })
}

/** `src/dialects/v1/codec.ts` → `dialects/v1`. */
function partOf(file: string): string {
  const [first = '', second = '', third] = file.slice('src/'.length).replace(/\.ts$/, '').split('/')
  if (first === 'conversation' && words.has(second)) return 'words'
  return (first === 'adapters' || first === 'dialects') && third !== undefined ? `${first}/${second}` : first
}

function isAllowed({ from, to, ours, loaded }: Import): boolean {
  const part = partOf(from)
  const { loads = [], names = [], packages = [] } = table[part] ?? {}
  if (!ours)
    return (
      packages.includes(to) ||
      (builtinModules.includes(to.replace('node:', '')) && to.startsWith('node:') && !guarded.has(to))
    )
  const other = partOf(to)
  if (other === part || loads.includes(other)) return true
  return !loaded && (names.includes(other) || names.includes(to.slice('src/'.length).replace(/\.ts$/, '')))
}

const imports = files.flatMap(importsOf)

/** A way from a node back to itself, if there is one. */
function findCycle(edges: ReadonlyMap<string, ReadonlySet<string>>): string[] | undefined {
  const done = new Set<string>()
  function visit(node: string, path: readonly string[]): string[] | undefined {
    if (path.includes(node)) return [...path.slice(path.indexOf(node)), node]
    if (done.has(node)) return undefined
    for (const next of edges.get(node) ?? []) {
      const cycle = visit(next, [...path, node])
      if (cycle) return cycle
    }
    done.add(node)
    return undefined
  }
  for (const node of edges.keys()) {
    const cycle = visit(node, [])
    if (cycle) return cycle
  }
  return undefined
}

function graphOf(nameOf: (file: string) => string): Map<string, Set<string>> {
  const edges = new Map<string, Set<string>>()
  for (const { from, to, ours, loaded } of imports) {
    const [a, b] = [nameOf(from), nameOf(to)]
    if (ours && loaded && a !== b) edges.set(a, (edges.get(a) ?? new Set()).add(b))
  }
  return edges
}

describe('DESIGN: who may import whom', () => {
  test('the walk sees the imports that there are', () => {
    expect(imports).toContainEqual({ from: 'src/boot.ts', to: 'src/http/app.ts', ours: true, loaded: true })
    expect(imports).toContainEqual({ from: 'src/http/app.ts', to: 'fastify', ours: false, loaded: true })
    expect(imports).toContainEqual({
      from: 'src/ports/live-log.ts',
      to: 'src/conversation/types.ts',
      ours: true,
      loaded: false,
    })
    expect(imports).toContainEqual({
      from: 'src/adapters/sqlite/reader.ts',
      to: 'src/adapters/sqlite/reader-worker.ts',
      ours: true,
      loaded: true,
    })
  })

  test('every part of the source has its row, and every row its part', () => {
    expect([...new Set(files.map(partOf))].sort()).toEqual(Object.keys(table).sort())
  })

  test('nothing is imported that the table does not allow', () => {
    const refused = imports.filter((one) => !isAllowed(one))
    expect(refused.map(({ from, to, loaded }) => `${from} ${loaded ? 'loads' : 'names'} ${to}`)).toEqual([])
  })

  test('only boot chooses adapters, and what moves between two; nothing but the process and the package starts it', () => {
    const outside = imports.filter(
      ({ from, to }) => to.startsWith('src/adapters/') && !from.startsWith('src/adapters/'),
    )
    expect([...new Set(outside.map(({ from }) => partOf(from)))]).toEqual([
      'boot-models',
      'boot-safety',
      'boot-tools',
      'boot',
      'move',
    ])
    expect(imports.filter(({ to }) => to === 'src/boot.ts').map(({ from }) => from)).toEqual([
      'src/create-server.ts',
      'src/serve.ts',
    ])
  })

  test('no file needs itself, by whatever way', () => {
    expect(findCycle(graphOf((file) => file))).toBeUndefined()
  })

  test('no part needs itself, by whatever way', () => {
    const edges = graphOf(partOf)
    // The registry of dialects is the one file above them, `dialect.ts` the one beneath.
    for (const contract of contracts) edges.get('dialects')?.delete(contract)
    expect(findCycle(edges)).toBeUndefined()
  })
})

describe('AGENTS: style', () => {
  const those = (fits: (source: string, file: string) => boolean): string[] =>
    files.filter((file) => fits(sourceOf(file), file))

  test('no file is longer than 500 lines', () => {
    expect(those((source) => source.split('\n').length > 500)).toEqual([])
  })

  test('there are no default exports and no barrels', () => {
    expect(those((source) => /^export (default\b|\*|(type )?\{[^}]*\} from)/m.test(source))).toEqual([])
  })

  test('only one file reads the environment', () => {
    expect(those((source) => /process\s*(\?\.|\.|\[['"])\s*env\b|from 'node:process'/.test(source))).toEqual([
      'src/config/env.ts',
    ])
  })

  test('a port is nothing but types', () => {
    expect(
      those((source, file) => file.startsWith('src/ports/') && /^export (?!type |interface )/m.test(source)),
    ).toEqual([])
  })

  test('a file is named for one thing', () => {
    const vague = new Set(['utils', 'util', 'helpers', 'helper', 'services', 'service', 'common', 'misc', 'index'])
    expect(
      those(
        (_source, file) =>
          !/^[a-z0-9]+(-[a-z0-9]+)*\.ts$/.test(basename(file)) ||
          file.split('/').some((name) => vague.has(basename(name, '.ts'))),
      ),
    ).toEqual([])
  })
})
