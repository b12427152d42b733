import { setImmediate } from 'node:timers/promises'
import { useChat, type UseChatHelpers, type UseChatOptions } from '@ai-sdk/react'
import { DefaultChatTransport, type HttpChatTransportInitOptions, type UIMessage } from 'ai'
import { Window } from 'happy-dom'
import { afterAll, vi } from 'vitest'
import type { TestServer } from '../../harness.ts'

export type Helpers = UseChatHelpers<UIMessage>
export type PageOptions = Omit<Extract<UseChatOptions<UIMessage>, { messages?: unknown }>, 'transport'> & {
  id: string
  path?: string
  resume?: boolean
  transport?: HttpChatTransportInitOptions<UIMessage>
}

// React looks for a page as soon as it is loaded.
const window = new Window({ url: 'http://localhost:3000/' })
vi.stubGlobal('window', window)
vi.stubGlobal('document', window.document)
const { createElement } = await import('react')
const { createRoot } = await import('react-dom/client')
afterAll(() => window.happyDOM.close())

/** The texts of a message, as a page would show them. */
export const textOf = ({ parts }: UIMessage): string =>
  parts.map((part) => (part.type === 'text' ? part.text : '')).join('')

/** Who said what, as a page would show it. */
export const shown = ({ messages }: Pick<Helpers, 'messages'>): string[] =>
  messages.map((message) => `${message.role}: ${textOf(message)}`)

export type Page = Awaited<ReturnType<typeof openPage>>

/** A page with `useChat`, on the SDK's own transport. */
export async function openPage({ url }: TestServer, { path = '/ai-sdk/chat', transport, ...options }: PageOptions) {
  const api = `${url}${path}`
  const own = new DefaultChatTransport<UIMessage>({ api, ...transport })
  const container = window.document.createElement('div')
  let latest: Helpers | undefined
  let watchers: (() => void)[] = []
  const data: unknown[] = []

  function Chat(): null {
    const chat = useChat({ transport: own, onData: (part) => void data.push(part), ...options })
    latest = chat
    const woken = watchers
    watchers = []
    for (const wake of woken) queueMicrotask(wake)
    return null
  }

  const root = createRoot(container)
  root.render(createElement(Chat))

  /** Resolves with the page as soon as it looks like this. */
  async function until(fits: (chat: Helpers) => boolean): Promise<Helpers> {
    for (;;) {
      if (latest && fits(latest)) return latest
      await new Promise<void>((resolve) => watchers.push(resolve))
    }
  }
  await until(() => true)

  return {
    until,
    /** Parts that are passed on and not kept. */
    data,
    get chat(): Helpers {
      if (!latest) throw new Error('The page has not been shown yet.')
      return latest
    },
    /** Sends, and resolves when the answer has ended. */
    async say(text: string): Promise<string[]> {
      await latest?.sendMessage({ text })
      return shown(await until(({ status }) => status === 'ready' || status === 'error'))
    },
    async [Symbol.asyncDispose]() {
      root.unmount()
      await setImmediate()
    },
  }
}
