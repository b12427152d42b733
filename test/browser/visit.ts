import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, expect, onTestFinished } from 'vitest'
import { findChromium } from './find-chromium.ts'

/** Somebody with a browser of their own: their tabs share what is kept in it, and nobody else does. */
export interface Visitor {
  readonly context: BrowserContext
  /** A new tab. */
  open(path?: string): Promise<Page>
  /** What is said of this is no failure: of a server that is dead, of a token that is refused. */
  forgive(pattern: RegExp): void
}

let launching: Promise<Browser> | undefined

/** One for all tests of a file. It finds no host but this machine, whatever a page asks for. */
const browser = (): Promise<Browser> =>
  (launching ??= chromium.launch({
    executablePath: findChromium() ?? '',
    args: ['--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'],
  }))

afterAll(async () => (await launching)?.close())

const contexts = new Set<BrowserContext>()

/** Before a server goes for good: what a page would say of that, whoever has served the page, is nobody's failure. */
export async function sendHome(): Promise<void> {
  await Promise.all([...contexts].map((context) => context.close()))
}

/** The console tells of most, but not of what a page hears of and handles. */
function tellOfPolicy(): void {
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile }) => {
    console.error(`The policy was violated: ${violatedDirective} by ${blockedURI} in ${sourceFile}`)
  })
}

/**
 * Opens pages of one origin. The test fails where one of them says an error, throws, violates its policy, or asks
 * another origin for anything.
 */
export async function visit(url: string, options: BrowserContextOptions = {}): Promise<Visitor> {
  const { origin } = new URL(url)
  const context = await (await browser()).newContext({ reducedMotion: 'reduce', ...options })
  contexts.add(context)
  context.setDefaultTimeout(20_000)
  await context.addInitScript(tellOfPolicy)
  const problems: string[] = []
  const forgiven: RegExp[] = []
  context.on('console', (message) => {
    if (message.type() === 'error') problems.push(`${message.text()} (${message.location().url})`)
  })
  context.on('weberror', (error) => problems.push(`Thrown: ${String(error.error())}`))
  context.on('request', (request) => {
    const asked = new URL(request.url())
    if (!['data:', 'blob:'].includes(asked.protocol) && asked.origin !== origin)
      problems.push(`Asked another origin: ${request.url()}`)
  })
  onTestFinished(async () => {
    contexts.delete(context)
    await context.close()
    expect(problems.filter((problem) => !forgiven.some((pattern) => pattern.test(problem)))).toEqual([])
  })
  return {
    context,
    async open(path = '/app/') {
      const page = await context.newPage()
      await page.goto(new URL(path, origin).href)
      return page
    },
    forgive: (pattern) => void forgiven.push(pattern),
  }
}
