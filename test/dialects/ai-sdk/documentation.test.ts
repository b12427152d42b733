import { setImmediate } from 'node:timers/promises'
import { Window } from 'happy-dom'
import { describe, expect, test, vi } from 'vitest'
import type { UIMessage } from 'ai'
import { startTestServer } from '../../harness.ts'
import { runBash } from '../../documents/run-client.ts'
import { curl } from '../../documents/tools.ts'
import { blocksOf, loadBlock, movedTo } from './doc-blocks.ts'

const page = 'ai-sdk.md'
const window = new Window({ url: 'http://localhost:3000/' })
const { document } = window
vi.stubGlobal('window', window)
vi.stubGlobal('document', document)

const [example = ''] = blocksOf(page, 'tsx')
const [counting = ''] = blocksOf(page, 'ts')
const [command = ''] = blocksOf(page, 'bash')

/** Resolves when the page looks like this. */
function looks(fits: (html: string) => boolean): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const look = (): void => (fits(document.body.innerHTML) ? resolve() : undefined)
  const observer = new window.MutationObserver(look)
  observer.observe(document.body, { childList: true, characterData: true, subtree: true })
  look()
  return promise.finally(() => observer.disconnect())
}

const shows = (part: string): Promise<void> => looks((html) => html.includes(part))

const click = (words: string): void =>
  [...document.querySelectorAll('button')].find(({ textContent }) => textContent === words)?.click()

describe('docs/ai-sdk.md', () => {
  test('has no code but what runs here', () => {
    const all = ['tsx', 'ts', 'bash', 'js', 'json', 'sh', 'jsx'].flatMap((language) => blocksOf(page, language))
    expect(all).toEqual([example, counting, command])
  })

  test('its page asks, shows the answer as it comes, stops it, asks again, and opens with what was said', async () => {
    await using server = await startTestServer({ rateLimits: { session: { requests: 3, seconds: 60 } } })
    const code = movedTo(`'${server.url}/ai-sdk/chat'`, example, `'/ai-sdk/chat'`)
    const { Chat, open } = (await loadBlock(code)) as { Chat: unknown; open(id: string): Promise<UIMessage[]> }
    const { createElement } = await import('react')
    const { createRoot } = await import('react-dom/client')
    const show = (told: UIMessage[]) => {
      const root = createRoot(document.body)
      root.render(createElement((Chat as (props: object) => object).bind(undefined, { id: 'a chat', told })))
      return root
    }
    expect(await open('a chat')).toEqual([])
    const root = show([])
    await shows('Ask again')
    const steps = server.model.stepped(['Half', ' an answer'])
    click('Ask')
    steps.release()
    await shows('<p class="user">Is green tea good for me?</p><p class="assistant">Half</p>')
    click('Stop')
    await server.model.requests[0]?.closed
    server.model.reply('A whole one.')
    await looks((html) => !html.includes('Stop'))
    click('Ask again')
    await shows('<p class="assistant">A whole one.</p>')
    click('Ask')
    await shows('<p class="assistant">You said: Is green tea good for me?</p>')
    click('Ask')
    await shows('<p role="alert">More than 3 messages in 60 seconds came to this conversation. ')
    root.unmount()
    await setImmediate()

    const again = show(await open('a chat'))
    await shows('<p class="assistant">A whole one.</p><p class="user">Is green tea good for me?</p>')
    again.unmount()
    await setImmediate()
  })

  test('its options make a transport that counts send what is needed, and come back', async () => {
    await using server = await startTestServer()
    const { options } = (await loadBlock(counting)) as {
      options: {
        api: string
        prepareSendMessagesRequest(sending: object): { headers: Record<string, string>; body: object }
      }
    }
    const messages = [{ id: 'a', role: 'user', parts: [{ type: 'text', text: 'Hi' }] }]
    const sending = { id: 'one', messages, trigger: 'submit-message', messageId: undefined }
    const { headers, body } = options.prepareSendMessagesRequest(sending)
    const answer = await fetch(server.url + options.api, { method: 'POST', headers, body: JSON.stringify(body) })
    expect(await answer.text()).toContain('"delta":" Hi"')
    const run = String(answer.headers.get('x-workflow-run-id'))
    const rest = await fetch(`${server.url}${options.api}/${run}/stream?startIndex=5`)
    expect(await rest.text()).toMatch(/^data: \{"type":"text-end"/)
  })

  test.runIf(curl.usable)(`its command prints a stream${curl.missing}`, async () => {
    await using server = await startTestServer()
    const { stdout } = await runBash(movedTo(server.url, command, 'localhost:8000'))
    expect(stdout).toMatch(/^data: \{"type":"start",.*"delta":" Hello"\}.*\ndata: \[DONE\]\n\n$/s)
  })
})
