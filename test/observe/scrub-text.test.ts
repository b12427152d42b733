import { describe, expect, it } from 'vitest'
import { scrubText } from '../../src/observe/scrub-text.ts'

describe('scrubText', () => {
  it.each([
    'sk-canary',
    'Incorrect API key provided: sk-proj-canary_canary-1.',
    '{"detail":"line\\nsk-proj-canary1234567890canary"}',
    'key=sk-canary&x=1',
    'Bearer canary',
    'authorization: bearer   canary.canary-1/2+3==',
    'Authorization=Bearer%20canary',
    'Authorization: Basic canary',
    'eyJcanary.eyJcanary.canary',
    'postgres://user:canary@db.example/talk',
    'redis://:canary@cache',
    'OPENAI_API_KEY=canary',
    '{\\"api_key\\": \\"canary\\"}',
    "client_secret: 'canary'",
    'password = canary',
    'set-cookie: sid=canary; Path=/',
    '?access_token=canary&x=1',
    '/v1/runs/colloquy_canaryCANARY_canary-canaryCANARYcanary_0123/events',
    'colloquy_canaryCANARY_',
    'at colloquy_canaryCANARY-canary, or xcolloquy_canaryCANARY',
  ])('takes the secret out of %s', (text) => {
    expect(scrubText(text)).not.toContain('canary')
  })

  it.each([
    'connect ECONNREFUSED 127.0.0.1:443',
    'https://api.openai.com/v1/chat',
    'max_tokens: 1000, totalTokens=15',
    'the disk-full task-force',
    'Unexpected token: x',
    'OPENAI_API_KEY is required',
    'colloquy_keys',
    '/data/colloquy.db',
  ])('leaves alone: %s', (text) => {
    expect(scrubText(text)).toBe(text)
  })

  it('keeps what stands around a secret', () => {
    expect(scrubText('key sk-canary was refused')).toBe('key [redacted] was refused')
  })

  it('bounds what one value can put on a line, and leaves no piece of a secret at the cut', () => {
    const text = scrubText(`${'x'.repeat(2020)} postgres://user:canary-${'y'.repeat(100)}@host/${'z'.repeat(5000)}`)
    expect(text.length).toBeLessThanOrEqual(2049)
    expect(text).not.toContain('canary')
  })
})
