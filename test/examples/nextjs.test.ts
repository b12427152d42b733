import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { Window } from 'happy-dom'
import { afterAll, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { startTestServer } from '../harness.ts'

interface Config {
  compress?: boolean
  rewrites(): Promise<{ source: string; destination: string }[]>
}
type Page = (props: { params: Promise<{ id: string }> }) => Promise<object>

// React looks for a page as soon as it is loaded.
const window = new Window({ url: 'http://localhost:3000/' })
const { document } = window
vi.stubGlobal('window', window)
vi.stubGlobal('document', document)
afterAll(() => window.happyDOM.close())
const { createElement, StrictMode } = (await import('react')) as object as {
  createElement(type: unknown, props: object, child: object): object
  StrictMode: unknown
}
const { createRoot } = await import('react-dom/client')

/** Modules of the example; a name that is not written out is none that the types of the server look behind. */
const load = (path: string): Promise<unknown> => import(join(import.meta.dirname, '../../examples/nextjs', path))

beforeEach(() => void vi.resetModules())

/** What stands in for Next: its server renders a page when it is opened, and sends what is asked where `rewrites` say. */
async function serveExample(colloquy: string) {
  vi.stubEnv('COLLOQUY_URL', colloquy)
  onTestFinished(() => void vi.unstubAllEnvs())
  const { default: config } = (await load('next.config.ts')) as { default: Config }
  const { default: Page } = (await load('app/chat/[id]/page.tsx')) as { default: Page }
  const rewrites = (await config.rewrites()).map(({ source, destination }) => ({
    from: source.replace(':path*', ''),
    to: destination.replace(':path*', ''),
  }))
  const reach = globalThis.fetch
  const fetchAsNext: typeof fetch = (input, init) => {
    const rule = typeof input === 'string' && rewrites.find(({ from }) => input.startsWith(from))
    return reach(rule ? input.replace(rule.from, rule.to) : input, init)
  }
  globalThis.fetch = fetchAsNext
  onTestFinished(() => void (globalThis.fetch = reach))
  return {
    config,
    /** Until it is closed, or the test ends. The server has rendered it before it is `arriving`. */
    async open(id: string, arriving: () => Promise<unknown> = async () => {}) {
      const page = await Page({ params: Promise.resolve({ id }) })
      await arriving()
      const root = createRoot(document.body)
      root.render(createElement(StrictMode, {}, page))
      const close = async (): Promise<void> => {
        root.unmount()
        await setImmediate()
      }
      onTestFinished(close)
      return { close }
    },
  }
}

/** Resolves when the page has this in it. */
function shows(part: string): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const look = (): void => (document.body.innerHTML.includes(part) ? resolve() : undefined)
  const observer = new window.MutationObserver(look)
  observer.observe(document.body, { childList: true, characterData: true, subtree: true })
  look()
  return promise.finally(() => observer.disconnect())
}

const press = (name: string): void =>
  [...document.querySelectorAll('button')].find(({ textContent }) => textContent === name)?.click()

function say(words: string): void {
  const input = document.querySelector('input')
  // Past the property that React watches, as typing goes.
  Object.getOwnPropertyDescriptor(window.HTMLInputElement.prototype, 'value')?.set?.call(input, words)
  input?.dispatchEvent(new window.Event('input', { bubbles: true }))
  press('Send')
}

test('examples/nextjs: an answer goes on when its page is opened again, is stopped for good, and is asked for again', async () => {
  await using server = await startTestServer()
  const site = await serveExample(server.url)
  const first = await site.open('a chat')
  await shows('Send')
  const steps = server.model.stepped(['Half', ' an', ' answer'])
  say('Hello')
  steps.release()
  await shows('<p class="user">Hello</p></div><div><p class="assistant">Half</p>')
  await first.close()

  const again = await site.open('a chat')
  await shows('<p class="user">Hello</p></div><div><p class="assistant">Half</p>')
  steps.release()
  await shows('<p class="assistant">Half an</p>')
  press('Stop')
  await server.model.requests[0]?.closed
  await shows('Regenerate')
  server.model.reply('A whole one.')
  press('Regenerate')
  await shows('<p class="user">Hello</p></div><div><p class="assistant">A whole one.</p>')
  await again.close()

  await site.open('a chat')
  await shows('<p class="user">Hello</p></div><div><p class="assistant">A whole one.</p>')
  expect(server.model.requests).toHaveLength(2)
})

test('examples/nextjs: an answer that ends while its page is on the way is there all the same', async () => {
  await using server = await startTestServer()
  const site = await serveExample(server.url)
  const steps = server.model.stepped(['A whole', ' one.'])
  const body = { id: 'a chat', messages: [{ id: '1', role: 'user', parts: [{ type: 'text', text: 'Hello' }] }] }
  const answer = await fetch('/ai-sdk/chat', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  await site.open('a chat', async () => {
    steps.releaseAll()
    await answer.text()
  })
  await shows('<p class="user">Hello</p></div><div><p class="assistant">A whole one.</p>')
})

test('examples/nextjs: a refusal, and a server that is away, are told in sentences', async () => {
  await using server = await startTestServer({ rateLimits: { session: { requests: 1, seconds: 60 } } })
  const site = await serveExample(server.url)
  const page = await site.open('one')
  await shows('Send')
  say('Hello')
  await shows('You said: Hello')
  await shows('Regenerate')
  say('Hello again')
  await shows('<p role="alert">More than 1 message')
  await page.close()

  vi.resetModules()
  const nowhere = await serveExample('http://127.0.0.1:9')
  await nowhere.open('one')
  await shows('<p role="alert">Colloquy cannot be reached. Start it')
})

test('examples/nextjs: no compressor keeps the words of an answer back', async () => {
  const { config } = await serveExample('http://127.0.0.1:9')
  expect(config.compress).toBe(false)
})

test('examples/nextjs: whoever comes gets a conversation of their own', async () => {
  const { GET } = (await load('app/route.ts')) as { GET(): Response }
  const [one, other] = [GET().headers.get('location'), GET().headers.get('location')]
  expect(one).toMatch(/^\/chat\/[\da-f-]{36}$/)
  expect(other).not.toBe(one)
})
