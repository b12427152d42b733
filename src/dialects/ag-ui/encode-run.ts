import type { ControlEvent, RunEvent, RunId, Seq } from '../../conversation/types.ts'
import type { Dismissal, Encoder } from '../../streams/follow-run.ts'
import { unfinished } from '../unfinished.ts'
import type { Cursor } from './cursor.ts'
import { answerIdOf, cutMessages, nthMessage, type OwnMessage, resultId } from './own-messages.ts'
import type { GivenMessage } from './schema.ts'

/** An event of the protocol; what each may be is the protocol's to say. */
type WireEvent = { type: string } & Record<string, unknown>

export interface Telling {
  threadId: string
  /** As the client calls it. */
  runId: string
  /** Of the answer. */
  messageId: string
  /** What the client has before it, which it loses with whatever a snapshot does not tell. */
  given: readonly GivenMessage[]
  cursor?: Cursor | undefined
  /** Uses of tools that were allowed or refused by now: nobody waits for them. */
  decided?: ReadonlySet<string>
}

const codes: Readonly<Record<Dismissal, string>> = { goingDown: 'going_down', rightsEnded: 'unauthenticated' }
/** What is said of the use of a tool that waits for it. */
const decision = { type: 'object', properties: { approved: { type: 'boolean' } }, required: ['approved'] }
const jsonOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value ?? null))

/**
 * Tells a run to one reader in the events of the protocol. Text that holds no longer is taken back with a snapshot of all
 * messages: those that the reader has given, and those of this run as far as they hold.
 */
export function createEncoder({ threadId, runId, messageId, given, cursor, decided = new Set() }: Telling): Encoder {
  const others = given.filter(({ id }) => answerIdOf(id) !== messageId)
  let own: OwnMessage[] = []
  let calls = new Set<string>()
  let texts: string[] = []
  let begun = false
  let openText: string | undefined
  let count = 0
  let lastSeq: Seq = 0
  let over = false

  const tell = (event: WireEvent): void => void texts.push(JSON.stringify(event))

  function begin(): void {
    if (begun) return
    begun = true
    tell({ type: 'RUN_STARTED', threadId, runId })
    // What it has of this answer is told from the start: it would stand there twice.
    if (others.length < given.length) tell({ type: 'MESSAGES_SNAPSHOT', messages: others })
  }

  /** The message that what is said now belongs to. */
  function current(): Extract<OwnMessage, { role: 'assistant' }> {
    const last = own.at(-1)
    if (last?.role === 'assistant') return last
    const next: OwnMessage = { id: nthMessage(messageId, ++count), role: 'assistant', content: '' }
    own.push(next)
    return next
  }

  function closeText(): void {
    if (openText !== undefined) tell({ type: 'TEXT_MESSAGE_END', messageId: openText })
    openText = undefined
  }

  function tellText(delta: string): void {
    const message = current()
    message.content += delta
    if (openText !== message.id) {
      openText = message.id
      tell({ type: 'TEXT_MESSAGE_START', messageId: openText, role: 'assistant' })
    }
    texts.push(`{"type":"TEXT_MESSAGE_CONTENT","messageId":"${openText}","delta":${JSON.stringify(delta)}}`)
  }

  function takeBack(kept: OwnMessage[]): void {
    closeText()
    own = kept
    tell({ type: 'MESSAGES_SNAPSHOT', messages: [...others, ...own] })
  }

  function beginUse(callId: string, name: string, input: unknown): void {
    if (calls.has(callId)) return
    calls.add(callId)
    closeText()
    const message = current()
    const call = { id: callId, type: 'function' as const, function: { name, arguments: jsonOf(input ?? {}) } }
    message.toolCalls = [...(message.toolCalls ?? []), call]
    const toolCallId = callId
    tell({ type: 'TOOL_CALL_START', toolCallId, toolCallName: name, parentMessageId: message.id })
    tell({ type: 'TOOL_CALL_ARGS', toolCallId, delta: call.function.arguments })
    tell({ type: 'TOOL_CALL_END', toolCallId })
  }

  function use({ callId, name, state, input, output, error }: Record<string, unknown>): void {
    if (typeof callId !== 'string' || typeof name !== 'string') return
    beginUse(callId, name, input)
    if (state === 'called') return
    if (state === 'waiting') {
      if (decided.has(callId)) return
      const message = `The tool ${name} is to be used. Allow or refuse it.`
      const interrupt = { id: callId, reason: 'tool_call', message, toolCallId: callId, responseSchema: decision }
      finish({ type: 'interrupt', interrupts: [interrupt] })
      return
    }
    const content =
      state === 'done' ? jsonOf(output) : state === 'refused' ? 'Refused.' : jsonOf(error ?? output ?? state)
    own.push({ id: resultId(messageId, callId), role: 'tool', toolCallId: callId, content })
    tell({
      type: 'TOOL_CALL_RESULT',
      messageId: resultId(messageId, callId),
      toolCallId: callId,
      role: 'tool',
      content,
    })
  }

  function finish(outcome: WireEvent, more: object = {}): void {
    closeText()
    tell({ type: 'RUN_FINISHED', threadId, runId, outcome, ...more })
    over = true
  }

  function end(event: Extract<ControlEvent, { type: 'completed' | 'stopped' | 'failed' | 'blocked' }>): void {
    const { model, usage } = event.data.message
    const { inputTokens = null, outputTokens = null } = usage ?? {}
    const counted = {
      ...(model !== null && { model }),
      ...(inputTokens !== null && { inputTokens }),
      ...(outputTokens !== null && { outputTokens }),
    }
    const spent = usage ? { usage: [counted] } : {}
    switch (event.type) {
      case 'completed':
        return finish({ type: 'success' }, { result: { finishReason: event.data.finishReason }, ...spent })
      case 'stopped':
        return finish({ type: 'cancelled' }, spent)
      case 'blocked':
        return finish({ type: 'success' }, { result: { finishReason: 'blocked', error: event.data.error }, ...spent })
      default: {
        const { title, detail, code } = event.data.error
        closeText()
        tell({ type: 'RUN_ERROR', message: `${title}. ${detail}`, code, ...spent })
        over = true
      }
    }
  }

  /** What its reader has heard was put together since, and stands nowhere any more. */
  const isElsewhere = ({ seq }: RunEvent): boolean =>
    cursor !== undefined && cursor.seq > lastSeq && cursor.seq < seq && seq !== lastSeq + 1

  function read(event: RunEvent): void {
    begin()
    switch (event.type) {
      case 'delta':
        if (isElsewhere(event)) takeBack(own)
        return tellText(event.text)
      case 'restarted': {
        const heard = own.length > 0 || cursor !== undefined
        calls = new Set()
        count = 0
        return heard ? takeBack([]) : undefined
      }
      case 'retracted':
        return takeBack(cutMessages(own, event.data.keep))
      case 'notice': {
        const { kind, ...value } = event.data
        return kind === 'tool' ? use(value) : tell({ type: 'CUSTOM', name: kind, value })
      }
      case 'started':
      case 'usage':
        return undefined
      default:
        return end(event)
    }
  }

  function isHeard(seq: Seq, piece: number, last: number): boolean {
    if (cursor === undefined || seq > cursor.seq) return false
    return seq < cursor.seq || piece <= (cursor.piece ?? last)
  }

  return {
    encode(event: RunEvent, run: RunId) {
      if (over) return ''
      texts = []
      read(event)
      lastSeq = event.seq
      let frames = ''
      for (let i = 0; i < texts.length; i++) {
        if (isHeard(event.seq, i + 1, texts.length)) continue
        const piece = i + 1 < texts.length ? `:${i + 1}` : ''
        frames += `id: ${run}:${event.seq}${piece}\ndata: ${texts[i]}\n\n`
      }
      return frames
    },
    get over() {
      return over
    },
    farewell(why) {
      if (over) return ''
      texts = []
      begin()
      tell({ type: 'RUN_ERROR', message: unfinished(why, true), code: codes[why] })
      return texts.map((text) => `data: ${text}\n\n`).join('')
    },
  }
}
