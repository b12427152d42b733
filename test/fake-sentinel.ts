import { createHmac, timingSafeEqual } from 'node:crypto'
import { startFakeWebhook } from './fake-webhook.ts'
import type { FakeWebhook, Told } from './fake-webhook.ts'

export const harmless = { level: 0, subject: 'none', categories: [] }

/** Replies of the right kind that are wrong in one place. */
export const misjudgements: Readonly<Record<string, object>> = {
  'a level in words': { ...harmless, level: '0' },
  'a level between two': { ...harmless, level: 1.5 },
  'a level beyond the last': { ...harmless, level: 5 },
  'a level beneath the first': { ...harmless, level: -1 },
  'no level': { subject: 'none', categories: [] },
  'null for a level': { ...harmless, level: null },
  'a subject that nobody knows': { ...harmless, subject: 'dog' },
  'no subject': { level: 0, categories: [] },
  'a subject in a list': { ...harmless, subject: ['self'] },
  'no categories': { level: 0, subject: 'none' },
  'categories by name': { ...harmless, categories: { 'self-harm': 0.1 } },
  'categories of words': { ...harmless, categories: ['self-harm'] },
  'a score in words': { ...harmless, categories: [{ name: 'self-harm', score: '0.1' }] },
  'a score above 1': { ...harmless, categories: [{ name: 'self-harm', score: 90 }] },
  'a category without a name': { ...harmless, categories: [{ score: 0.1 }] },
  'a sentence for a name': { ...harmless, categories: [{ name: 'I want to be gone', score: 0.1 }] },
  'a name without end': { ...harmless, categories: [{ name: 'x'.repeat(65), score: 0.1 }] },
  'categories without end': {
    ...harmless,
    categories: Array.from({ length: 65 }, (_, n) => ({ name: `x${n}`, score: 0 })),
  },
  'an action that nobody knows': { ...harmless, action: 'hang-up' },
  'an action that is none': { ...harmless, action: 1 },
  'a message that is none': { ...harmless, message: { text: 'hello' } },
  'a message without end': { ...harmless, message: 'x'.repeat(4_001) },
  'an error with a good status': { error: 'model not loaded' },
}

export interface FakeSentinel extends FakeWebhook {
  /** What it says of a text from now on. */
  judge(verdict: (told: Told) => object): void
}

/** Judges texts by the contract of a sentinel; with a secret, none whose signature is not right. */
export async function startFakeSentinel({ secret }: { secret?: string } = {}): Promise<FakeSentinel> {
  let verdict: (told: Told) => object = () => harmless
  const server = await startFakeWebhook((told) => {
    if (told.method !== 'POST' || told.path !== '/v1/check') return { status: 404 }
    if (secret !== undefined && !isSigned(told, secret)) return { status: 401 }
    return { status: 200, body: verdict(told) }
  })
  return { ...server, judge: (next) => (verdict = next) }
}

function isSigned({ headers, bytes }: Told, secret: string): boolean {
  const timestamp = headers['x-sentinel-timestamp']
  const expected = createHmac('sha256', secret)
    .update(Buffer.concat([Buffer.from(`${String(timestamp)}.`), bytes]))
    .digest('hex')
  const given = Buffer.from(String(headers['x-sentinel-signature']))
  return given.length === 71 && timingSafeEqual(given, Buffer.from(`sha256=${expected}`))
}
