import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { builtInPersonas } from '../personas/built-in.ts'
import { defaultPersona, type Persona } from '../personas/personas.ts'
import { errorCode } from '../std/error-code.ts'
import type { EnvReader } from './env-reader.ts'
import { webAddress } from './env-values.ts'
import { createSecret, type Secret } from './secrets.ts'

export type McpPlaceChoice =
  | {
      kind: 'stdio'
      command: string
      args: readonly Secret[]
      env: Readonly<Record<string, Secret>>
      cwd: string | undefined
      /** Of all that, what nobody is to be told. */
      hidden: readonly Secret[]
    }
  | { kind: 'http'; url: Secret; headers: Readonly<Record<string, Secret>> }

/** A server whose tools models may use. */
export interface McpServerChoice {
  name: string
  place: McpPlaceChoice
  /** Of its tools; unset, all. */
  tools: readonly string[] | undefined
  approval: 'always' | 'never' | 'destructive' | readonly string[]
  personas: readonly string[]
  callMs: number
}

const source = 'MCP_SERVERS_FILE'

const namePattern = /^[A-Za-z0-9_@][A-Za-z0-9 ._@/-]{0,63}$/
const variable = /^[A-Za-z_][A-Za-z0-9_]*$/
const headerName = /^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,128}$/
/** They say how a message is sent, which is none of the file's. */
const ownHeaders = new Set(
  (
    'accept connection content-length content-type expect host keep-alive last-event-id mcp-protocol-version ' +
    'mcp-session-id te trailer transfer-encoding upgrade'
  ).split(' '),
)

const text = z
  .string()
  .max(32_000)
  .refine((value) => value.isWellFormed() && !value.includes('\0'), 'must be text without NUL characters')
const someText = text.min(1)

/** What does not fit may be a value in the wrong place, so it is not named. */
const texts = (fits: (name: string) => boolean, expected: string) =>
  z
    .unknown()
    .refine((value) => typeof value !== 'object' || Object.keys(value ?? {}).every(fits), expected)
    .pipe(z.record(z.string(), text))

const entry = z.strictObject({
  type: z.enum(['stdio', 'http', 'streamable-http', 'streamableHttp']).optional(),
  disabled: z.boolean().default(false),
  command: someText.optional(),
  args: z.array(text).optional(),
  env: texts((name) => variable.test(name), 'the names must be letters, digits and _').optional(),
  cwd: someText.optional(),
  url: someText.optional(),
  headers: texts(
    (name) => headerName.test(name) && !ownHeaders.has(name.toLowerCase()),
    'the names must be those of headers, and none that the protocol sets itself',
  ).optional(),
  tools: z.array(someText).optional(),
  approval: z
    .union(
      [z.enum(['always', 'never', 'destructive']), z.array(someText)],
      'must be always, never, destructive, or a list of tools',
    )
    .default('destructive'),
  personas: z.array(someText).min(1).default([defaultPersona]),
  timeoutSeconds: z.number().min(0.1).max(600).default(60),
})

type Entry = z.infer<typeof entry>

/** The variables are of one system, and what a process cannot do without. */
const inherited = ['PATH', 'HOME']

type Mistake = (at: string, what: string) => void
/** What the environment holds under a name. */
type Look = (name: string) => string | undefined

const reference = /\$\{(?<asked>[^}]*)\}?/g

/** Looks at each text that may hold `${NAME}`, also of an entry that is wrong otherwise. */
function checkReferences(raw: unknown, look: Look, mistake: Mistake, at = ''): void {
  if (typeof raw === 'string') {
    for (const [whole, asked = ''] of raw.matchAll(reference)) {
      if (!variable.test(asked) || !whole.endsWith('}'))
        mistake(at, 'what stands in ${ } must be the name of an environment variable')
      else if (look(asked) === undefined) mistake(at, `${asked} is not set in the environment. Set it, or take it out`)
    }
    return
  }
  if (typeof raw !== 'object' || raw === null) return
  for (const [key, value] of Object.entries(raw)) {
    const isPlace = at !== '' || ['command', 'args', 'env', 'cwd', 'url', 'headers'].includes(key)
    const place = headerName.test(key) && !key.includes('=') ? `${at}[${key}]` : at
    if (isPlace && at.split('[').length < 3) checkReferences(value, look, mistake, place)
  }
}

function readPlace(entry: Entry, look: Look, system: Readonly<Record<string, Secret>>, mistake: Mistake) {
  const { command, args, env, cwd, url, headers, type } = entry
  const hidden: Secret[] = []

  function filled(value: string): string {
    return value.replace(reference, (_, asked: string) => {
      const found = look(asked) ?? ''
      if (found !== '') hidden.push(createSecret(found))
      return found
    })
  }

  const allFilled = (values: Readonly<Record<string, string>> = {}): Record<string, Secret> =>
    Object.fromEntries(Object.entries(values).map(([key, value]) => [key, createSecret(filled(value))]))

  function readStdio(command: string): McpPlaceChoice {
    if (url !== undefined || headers) mistake('', 'it has a command, so it can have no url and no headers')
    if (type !== undefined && type !== 'stdio') mistake('[type]', 'must be stdio where there is a command')
    const given = allFilled(env)
    return {
      kind: 'stdio',
      command: filled(command),
      args: (args ?? []).map((arg) => createSecret(filled(arg))),
      env: { ...system, ...given },
      cwd: cwd === undefined ? undefined : filled(cwd),
      hidden: [...hidden, ...Object.values(given)],
    }
  }

  function readHttp(url: string): McpPlaceChoice {
    if (args || env || cwd !== undefined) mistake('', 'it has a url, so it can have no args, env and cwd')
    if (type === 'stdio') mistake('[type]', 'must be http where there is a url')
    const address = webAddress(filled(url))
    if (address === undefined) mistake('[url]', 'must be an http or https address without user and password')
    const sent = allFilled(headers)
    for (const [key, value] of Object.entries(sent)) {
      if (!/^[\x20-\x7e]*$/.test(value.reveal())) mistake(`[headers][${key}]`, 'must be one line of ASCII characters')
    }
    return { kind: 'http', url: createSecret(address ?? ''), headers: sent }
  }

  if (command !== undefined) return readStdio(command)
  if (url !== undefined) return readHttp(url)
  mistake('', 'it must have a command to start, or the url of a server that runs')
  return undefined
}

function readDocument(path: string, problems: string[]): Readonly<Record<string, unknown>> | undefined {
  let document: unknown
  try {
    document = JSON.parse(readFileSync(path, 'utf8').replace(/^\ufeff/, ''))
  } catch (error) {
    problems.push(
      error instanceof SyntaxError
        ? `${source} is not JSON. Make it an object with mcpServers.`
        : `${source} names a file that cannot be read (${errorCode(error)}). Correct the path or its permissions.`,
    )
    return undefined
  }
  const servers = (document as { mcpServers?: unknown } | null)?.mcpServers
  if (typeof servers === 'object' && servers !== null && !Array.isArray(servers)) return { ...servers }
  problems.push(`${source} must be an object whose mcpServers has a server under each name, even if it has only one.`)
  return undefined
}

/** The operator's tool servers, or what is wrong with their file; a problem tells where, never what. */
export function readMcpServers({ text, textOrFile, problems }: EnvReader): readonly McpServerChoice[] | undefined {
  const path = text(source)
  const servers = path === undefined ? undefined : readDocument(path, problems)
  if (!servers) return undefined
  const seen = new Map<string, string | undefined>()
  function look(name: string): string | undefined {
    if (!seen.has(name)) seen.set(name, textOrFile(name))
    return seen.get(name)
  }
  const system = Object.fromEntries(
    inherited.flatMap((name) => {
      const value = text(name)
      return value === undefined ? [] : [[name, createSecret(value)]]
    }),
  )

  return Object.entries(servers).flatMap(([name, raw], i) => {
    const before = problems.length
    const isName = namePattern.test(name)
    const label = isName ? name : String(i)
    const mistake: Mistake = (at, what) =>
      void problems.push(`${source} has a mistake at [mcpServers][${label}]${at}: ${what}.`)
    if (!isName) mistake('', 'the name must be at most 64 letters, digits, spaces and . _ - @ /')
    if ((raw as { disabled?: unknown } | null)?.disabled === true) return []
    checkReferences(raw, look, mistake)
    const parsed = entry.safeParse(raw)
    if (!parsed.success) {
      for (const { path, message } of parsed.error.issues)
        mistake(path.map((key) => `[${String(key)}]`).join(''), message)
      return []
    }
    const place = problems.length === before ? readPlace(parsed.data, look, system, mistake) : undefined
    if (!place || problems.length > before) return []
    const { tools, approval, personas, timeoutSeconds } = parsed.data
    return { name, place, tools, approval, personas, callMs: timeoutSeconds * 1000 }
  })
}

/** A persona that there is not uses nothing, and nobody would notice. */
export function warnOfTools(servers: readonly McpServerChoice[], own: readonly Persona[]): string[] {
  const known = new Set([...builtInPersonas, ...own].map(({ id }) => id))
  return servers
    .filter(({ personas }) => personas.some((id) => !known.has(id)))
    .map(({ name }) => `${source} lets a persona use ${name} that there is not. Correct its personas.`)
}
