import { setImmediate } from 'node:timers/promises'
import { Window } from 'happy-dom'
import { describe, expect, test, vi } from 'vitest'
import { createViteServer } from 'vitest/node'
import { startTestServer, type TestServer } from '../harness.ts'
import { printedFor } from './run-client.ts'

const file = 'therapy-bot/chat-component.jsx'

/** The component as it is printed has no export. */
async function loadComponent(server: TestServer): Promise<unknown> {
  const vite = await createViteServer({
    configFile: false,
    root: import.meta.dirname,
    logLevel: 'error',
    appType: 'custom',
    server: { middlewareMode: true, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true },
    plugins: [
      {
        name: 'printed',
        enforce: 'pre',
        load: (id) => (id.endsWith(file) ? `${printedFor(file, server)}\nexport { ChatComponent }` : undefined),
      },
    ],
  })
  try {
    return (await vite.ssrLoadModule(`/${file}`))['ChatComponent']
  } finally {
    await vite.close()
  }
}

/** A page of another origin that shows the component, in a browser that keeps to CORS. */
async function openPage(server: TestServer) {
  await using stack = new AsyncDisposableStack()
  const window = new Window({ url: 'http://localhost:3000/' })
  stack.defer(() => window.happyDOM.close())
  const { document } = window
  const errors: unknown[][] = []
  vi.stubGlobal('window', window)
  vi.stubGlobal('document', document)
  vi.stubGlobal('fetch', window.fetch.bind(window))
  vi.spyOn(console, 'error').mockImplementation((...args: unknown[]) => void errors.push(args))
  stack.defer(() => {
    vi.unstubAllGlobals()
    vi.restoreAllMocks()
  })
  const { createElement } = await import('react')
  const { createRoot } = await import('react-dom/client')
  const root = createRoot(document.body)
  root.render(createElement(await loadComponent(server)))
  stack.defer(async () => {
    root.unmount()
    await setImmediate()
  })

  /** Resolves when the page looks like this. */
  function shows(html: string): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    const look = (): void => (document.body.innerHTML === html ? resolve() : undefined)
    const observer = new window.MutationObserver(look)
    observer.observe(document.body, { childList: true, characterData: true, subtree: true })
    look()
    return promise.finally(() => observer.disconnect())
  }

  const owned = stack.move()
  return {
    errors,
    shows,
    click: () => document.querySelector('button')?.click(),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}

const showing = (text: string): string => `<div><button>Send Message</button><div>${text}</div></div>`

describe('The React component', () => {
  test('S3-1, S3-5, W7: a click shows the answer as it is written, on a page of another origin', async () => {
    await using server = await startTestServer()
    await using page = await openPage(server)
    await page.shows(showing(''))
    const steps = server.model.stepped(['Hello', ' “you” – 你好 😀', '\nand more'])
    page.click()
    steps.release()
    await page.shows(showing('Hello'))
    steps.release()
    await page.shows(showing('Hello “you” – 你好 😀'))
    steps.releaseAll()
    await page.shows(showing('Hello “you” – 你好 😀\nand more'))
    expect(server.model.requests[0]?.body.messages?.at(-1)).toEqual({ role: 'user', content: 'Hello' })
    expect(page.errors).toEqual([])
  })

  test('W3, S3-1: a second click begins anew, and a long delta arrives whole', async () => {
    await using server = await startTestServer()
    await using page = await openPage(server)
    await page.shows(showing(''))
    server.model.reply('First')
    page.click()
    await page.shows(showing('First'))
    const long = '你好世界。'.repeat(1_000)
    server.model.reply(long)
    page.click()
    await page.shows(showing(long))
    expect(page.errors).toEqual([])
  })
})
