import { HttpAgent, type HttpAgentConfig, type BaseEvent, type Message } from '@ag-ui/client'
import type { TestServer } from '../../harness.ts'

/** The protocol's own client. */
export const agentOf = ({ url }: TestServer, more: Partial<HttpAgentConfig> = {}): HttpAgent =>
  new HttpAgent({ url: `${url}/ag-ui/run`, threadId: 'a thread', ...more })

export const say = (agent: HttpAgent, content: string, id = `said-${agent.messages.length}`): void =>
  void (agent.messages = [...agent.messages, { id, role: 'user', content }])

const wordsOf = ({ content }: Message): string =>
  typeof content === 'string' ? content : JSON.stringify(content ?? '')

/** Who said what, as the client has it before it. */
export const shown = ({ messages }: HttpAgent): string[] => messages.map((one) => `${one.role}: ${wordsOf(one)}`)

/** All events of a client from here on, and ways to wait for one, and for what it shows. */
export function watch(agent: HttpAgent) {
  const events: BaseEvent[] = []
  let watchers: (() => void)[] = []
  const changed = (): void => {
    const woken = watchers
    watchers = []
    for (const wake of woken) wake()
  }
  agent.subscribe({
    onEvent({ event }) {
      events.push(event)
      changed()
    },
    onMessagesChanged: changed,
  })
  async function until<Found>(look: () => Found | undefined): Promise<Found> {
    for (;;) {
      const found = look()
      if (found !== undefined) return found
      await new Promise<void>((resolve) => watchers.push(resolve))
    }
  }
  return {
    events,
    until: (fits: (event: BaseEvent) => boolean): Promise<BaseEvent> => until(() => events.find(fits)),
    shows: (last: string): Promise<true> => until(() => (shown(agent).at(-1) === last ? true : undefined)),
  }
}
