import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { createSecret, isPlaceholder } from '../../src/config/secrets.ts'

describe('a secret', () => {
  const secret = createSecret('canary')

  it('gives its value only to whoever asks for it by name', () => {
    expect(secret.reveal()).toBe('canary')
  })

  it.each<[string, () => string]>([
    ['a template', () => `key: ${secret.toString()}`],
    ['String()', () => String(secret)],
    ['JSON', () => JSON.stringify({ secret })],
    ['inspect', () => inspect({ secret }, { showHidden: true, depth: 9 })],
    ['inspect without customs', () => inspect({ secret }, { customInspect: false, showHidden: true, depth: 9 })],
    ['its keys', () => Object.entries(secret).join()],
  ])('is not shown by %s', (_what, show) => {
    expect(show()).not.toContain('canary')
  })

  it('says that something is there', () => {
    expect([String(secret), JSON.stringify(secret), inspect(secret)]).toEqual(['[secret]', '"[secret]"', '[secret]'])
  })
})

describe('placeholders', () => {
  it.each([
    'your_openai_api_key_here',
    'sk-your-key-here',
    'your_mem0_api_key',
    'YOUR_TOKEN_HERE',
    'sk-...',
    'sk-…',
    'sk-xxxx',
    '<your key>',
    '${OPENAI_API_KEY}',
    'changeme',
  ])('knows %s for one', (text) => {
    expect(isPlaceholder(text)).toBe(true)
  })

  it.each(['sk-proj-8Jx2vYourKq', 'sk-test', 'sk-1', 'x', 'ollama', 'here', 'sk-youre-not-it'])(
    'takes %s for a key',
    (text) => {
      expect(isPlaceholder(text)).toBe(false)
    },
  )
})
