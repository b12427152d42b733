import type { ModelMessage } from '../ports/model.ts'
import type { Turn } from '../ports/runs.ts'
import { countKept } from './history-window.ts'
import { shortenLastExchange } from './last-exchange.ts'
import { type Limits, roomForTurns } from './limits.ts'
import { placeMemories } from './place-memories.ts'
import type { Path } from './read-path.ts'
import { type Remembered, renderMemories } from './render-memories.ts'
import { renderSummary } from './render-summary.ts'
import { shorten } from './shorten.ts'
import { toMessages } from './to-messages.ts'
import { estimateMessage, estimateTokens, messageOverhead } from './tokens.ts'

export interface Material {
  systemPrompt: string
  conversationId: string | undefined
  path: Path
  remembered: readonly Remembered[]
  /** Whether anything may be remembered: the room for it is kept free even when there is nothing. */
  recalls: boolean
  /** Whether the history is as long as fits; else it is a few exchanges, another few each time. */
  steady: boolean
}

/** However large the persona is, so much of a question is asked. */
const leastNewest = 256

/** Whose first turn is the assistant's: a template that begins with the person can tell it no other way. */
const opening: Turn = {
  id: '',
  seq: 0,
  role: 'user',
  name: null,
  content: '(The assistant speaks first.)',
  status: 'completed',
}

/** So that what is asked stays as it was asked, whatever was left without an answer before it. */
const unanswered: Turn = { ...opening, role: 'assistant', content: '(This was not answered.)' }

const system = (content: string): ModelMessage => ({ role: 'system', content })
const costOf = (block: string | undefined): number =>
  block === undefined ? 0 : estimateTokens(block) + messageOverhead

function fitNewest(newest: Turn, tokens: number): Turn {
  const cost = estimateMessage(newest)
  if (cost <= tokens) return newest
  const beside = cost - estimateTokens(newest.content)
  return { ...newest, content: shorten(newest.content, Math.max(leastNewest, tokens - beside)) }
}

/** The turns that lead to what is answered, and that; an answer after it is not what is answered. */
function splitPath({ turns, whole }: Path): { newest: Turn | undefined; earlier: Turn[] } {
  const at = turns.findIndex(({ role }) => role === 'user')
  if (at === -1) return { newest: undefined, earlier: [] }
  const earlier = turns.slice(at + 1)
  if (earlier[0]?.role === 'user' && earlier[0].name === turns[at]?.name) earlier.unshift(unanswered)
  if (whole && earlier.at(-1)?.role === 'assistant') earlier.push(opening)
  return { newest: turns[at], earlier }
}

/**
 * What is in sight is not told twice, and what was said on another way through this conversation is not told in it: of
 * this one only what was before all that is in sight.
 */
function createIsNews(conversationId: string | undefined, told: readonly Turn[], isAll: boolean) {
  const ids = new Set(told.map(({ id }) => id))
  const reach = isAll ? 0 : Math.min(...told.filter(({ id }) => id !== '').map(({ seq }) => seq))
  return ({ messageId, place }: Remembered): boolean => {
    const isOfThis = place !== undefined && place.conversationId === conversationId
    return !ids.has(messageId ?? '') && (!isOfThis || place.seq < reach)
  }
}

/** First what stays, then what changes: the persona, the summary, the turns, what is remembered, the question. */
export function assemble(material: Material, limits: Limits) {
  const { systemPrompt, conversationId, path, remembered, recalls, steady } = material
  const persona = system(systemPrompt)
  const personaCost = estimateMessage(persona)
  const { newest, earlier } = splitPath(path)
  const asked = newest && fitNewest(newest, limits.most - personaCost)
  const askedCost = asked ? estimateMessage(asked) : 0
  const room = Math.max(0, limits.tokens - personaCost - askedCost)

  const memoryRoom = Math.min(limits.memory, room) - messageOverhead
  const memoryCost = costOf(renderMemories(remembered, memoryRoom))
  const summaryRoom = Math.min(limits.summary, room - memoryCost) - messageOverhead
  const summary = path.summary && renderSummary(path.summary.text, summaryRoom)
  const tokens = roomForTurns(limits, {
    persona: personaCost,
    newest: steady ? Math.max(askedCost, limits.newest) : askedCost,
    memory: steady && recalls ? limits.memory : memoryCost,
    summary: costOf(summary),
  })
  const kept = countKept(earlier, { tokens, whole: path.whole, stepped: steady })
  const turns = kept > 0 ? earlier.slice(0, kept) : shortenLastExchange(earlier, tokens)

  const told = [...(asked ? [asked] : []), ...earlier.slice(0, kept)]
  const isNews = createIsNews(conversationId, told, path.begins && kept === earlier.length)
  const news = remembered.filter((item) => item.kind === 'fact' || isNews(item))
  const said = toMessages([...turns.toReversed(), ...(asked ? [asked] : [])])
  const before = summary === undefined ? [persona] : [persona, system(summary)]
  return {
    messages: placeMemories([...before, ...said], renderMemories(news, memoryRoom)),
    trimmed: !path.whole || kept < earlier.length || asked !== newest,
  }
}
