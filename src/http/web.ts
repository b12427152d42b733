import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { errorCode } from '../std/error-code.ts'
import { nothingHere } from './errors.ts'

export const webPath = '/app'
export const webPaths = [webPath, `${webPath}/*`] as const

/** The page asks its own server and nobody else; what a model wrote can neither run, nor load, nor send anything. */
const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types dompurify',
].join('; ')

/** What has no type here is not shown. */
const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
}

const unbuilt =
  'There is no chat page here, because it was not built.\n' +
  'Run "npm run build:web" where this server was installed from, with the development dependencies there, and load this again.\n' +
  'Everything else works without it: /docs lists what there is.\n'

interface WebFile {
  bytes: Buffer
  etag: string
}

/** By their paths in the folder; undefined where no page was built. */
type Files = ReadonlyMap<string, WebFile> | undefined

const etagOf = (bytes: Buffer): string => `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`

async function readFiles(folder: string): Promise<Files> {
  try {
    const entries = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())
    const read = entries.map(async ({ parentPath, name }): Promise<[string, WebFile]> => {
      const path = join(parentPath, name)
      const bytes = await readFile(path)
      return [relative(folder, path).replaceAll(sep, '/'), { bytes, etag: etagOf(bytes) }]
    })
    const files = new Map(await Promise.all(read))
    return files.has('index.html') ? files : undefined
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined
    throw error
  }
}

/** Whether a client takes this coding: one that it names, and not with a weight of nothing. */
function takes({ headers }: FastifyRequest, coding: string): boolean {
  const named = (headers['accept-encoding'] ?? '')
    .toLowerCase()
    .split(',')
    .map((one) => one.split(';').map((part) => part.trim()))
    .find(([name]) => name === coding)
  return named !== undefined && !named.some((part) => /^q=0(?:\.0*)?$/.test(part))
}

const codings = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const

function addVary(reply: FastifyReply, name: string): void {
  const before = reply.getHeader('vary')
  reply.header('vary', before === undefined ? name : `${String(before)}, ${name}`)
}

/** Sends it as small as may be, or says that whoever asks has it. */
function sendFile(request: FastifyRequest, reply: FastifyReply, files: NonNullable<Files>, name: string): FastifyReply {
  const [plain, type] = [files.get(name), types[extname(name)]]
  if (!plain || type === undefined) throw nothingHere()
  const [coding, ending] = codings.find(([word, ending]) => files.has(name + ending) && takes(request, word)) ?? []
  const { bytes, etag } = (coding !== undefined && files.get(name + ending)) || plain
  addVary(reply, 'Accept-Encoding')
  if (name.endsWith('.html')) reply.header('content-security-policy', pagePolicy)
  // What is built there is named for what is in it.
  reply.header('cache-control', name.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache')
  reply.header('etag', etag)
  const held = request.headers['if-none-match']?.split(',').map((one) => one.trim().replace(/^W\//, ''))
  if (held?.includes(etag)) return reply.code(304).send()
  if (coding !== undefined) reply.header('content-encoding', coding)
  return reply.type(type).send(bytes)
}

/** Shows the chat page from a folder that is read when somebody first asks for it, and kept. */
export function addWeb(app: FastifyInstance, folder: URL): void {
  const path = fileURLToPath(folder)
  let files: Files
  let reading: Promise<Files> | undefined
  const read = (): Promise<Files> =>
    (reading ??= readFiles(path).finally(() => {
      reading = undefined
    }))
  const options = { exposeHeadRoute: true, schema: { hide: true } }

  // From where it stands, so that it holds behind a proxy's prefix too.
  app.get(webPath, options, (_request, reply) => reply.redirect('app/'))
  app.get<{ Params: { '*': string } }>(`${webPath}/*`, options, async (request, reply) => {
    files ??= await read()
    if (!files) return reply.code(404).type('text/plain; charset=utf-8').send(unbuilt)
    const name = request.params['*']
    const [, conversation] = /^c\/([^/]+)$/.exec(name) ?? []
    if (conversation !== undefined) return reply.redirect(`../#/c/${encodeURIComponent(conversation)}`)
    return sendFile(request, reply, files, name === '' ? 'index.html' : name)
  })
}
