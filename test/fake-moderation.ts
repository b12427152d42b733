import { startFakeWebhook } from './fake-webhook.ts'
import type { FakeWebhook } from './fake-webhook.ts'

const names = [
  'harassment',
  'harassment/threatening',
  'hate',
  'hate/threatening',
  'illicit',
  'illicit/violent',
  'self-harm',
  'self-harm/intent',
  'self-harm/instructions',
  'sexual',
  'sexual/minors',
  'violence',
  'violence/graphic',
]

/** A reply of OpenAI's with these scores; a category is flagged from a half on, or as `flags` says. */
export function moderationReply(scores: Record<string, number> = {}, flags: Record<string, boolean> = {}) {
  const scoreOf = (name: string): number => scores[name] ?? 0.000_01
  const categories = Object.fromEntries(names.map((name) => [name, flags[name] ?? scoreOf(name) >= 0.5]))
  return {
    id: 'modr-1',
    model: 'omni-moderation-2024-09-26',
    results: [
      {
        flagged: Object.values(categories).includes(true),
        categories,
        category_scores: Object.fromEntries(names.map((name) => [name, scoreOf(name)])),
        category_applied_input_types: Object.fromEntries(names.map((name) => [name, ['text']])),
      },
    ],
  }
}

type Reply = ReturnType<typeof moderationReply>

function changed(change: (result: Record<string, unknown>) => object): object {
  const reply: Reply = moderationReply()
  return { ...reply, results: reply.results.map(change) }
}

/** Replies of the right kind that are wrong in one place. */
export const misjudgements: Readonly<Record<string, object>> = {
  'no results': { id: 'modr-1', model: 'omni-moderation-2024-09-26' },
  'an empty list': { ...moderationReply(), results: [] },
  'results by name': { ...moderationReply(), results: moderationReply().results[0] },
  'results of somebody else too': { results: [...moderationReply().results, ...moderationReply().results] },
  'null for a result': { results: [null] },
  'no categories': changed((result) => ({ ...result, categories: undefined })),
  'no scores': changed((result) => ({ ...result, category_scores: undefined })),
  'categories in a list': changed((result) => ({ ...result, categories: [] })),
  'no word on self-harm': changed((result) => ({ ...result, categories: {}, category_scores: {} })),
  'no score for self-harm': changed((result) => ({ ...result, category_scores: { violence: 0 } })),
  'null for self-harm': changed((result) => ({ ...result, categories: { 'self-harm': null } })),
  'a flag in words': changed((result) => ({ ...result, categories: { 'self-harm': 'false' } })),
  'a score in words': changed((result) => ({ ...result, category_scores: { 'self-harm': '0.1' } })),
  'a score above 1': changed((result) => ({ ...result, category_scores: { 'self-harm': 90 } })),
  'a score beneath 0': changed((result) => ({ ...result, category_scores: { 'self-harm': -1 } })),
  'a flag of another kind in words': changed((result) => ({
    ...result,
    categories: { 'self-harm': false, 'self-harm/intent': 'true' },
  })),
  'categories without end': changed((result) => ({
    ...result,
    category_scores: { 'self-harm': 0, ...Object.fromEntries(Array.from({ length: 64 }, (_, n) => [`x${n}`, 0])) },
  })),
  'an error with a good status': { error: { message: 'overloaded', type: 'server_error' } },
}

/** Of one text. */
const mostCharacters = 20_000

export interface FakeModeration extends FakeWebhook {
  /** What it scores a text from now on, and what it flags. */
  score(judge: (text: string) => { scores?: Record<string, number>; flags?: Record<string, boolean> }): void
}

/** Judges texts in the manner of OpenAI's Moderations; with a key, none that comes without it. */
export async function startFakeModeration({ key }: { key?: string } = {}): Promise<FakeModeration> {
  let judge: (text: string) => { scores?: Record<string, number>; flags?: Record<string, boolean> } = () => ({})
  const server = await startFakeWebhook(({ method, path, headers, body }) => {
    if (method !== 'POST' || path !== '/v1/moderations') return { status: 404 }
    if (key !== undefined && headers.authorization !== `Bearer ${key}`) return { status: 401 }
    const texts = (Array.isArray(body['input']) ? body['input'] : [body['input']]) as unknown[]
    if (!texts.every((one) => typeof one === 'string' && one !== '' && one.length <= mostCharacters))
      return { status: 400 }
    const replies = texts.map((one) => {
      const { scores, flags } = judge(String(one))
      return moderationReply(scores, flags)
    })
    return { status: 200, body: { ...moderationReply(), results: replies.flatMap(({ results }) => results) } }
  })
  return { ...server, url: `${server.url}/v1`, score: (next) => (judge = next) }
}
