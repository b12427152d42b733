import { expect, test } from 'vitest'
import { chooseByName } from '../../src/models/choose.ts'
import type { Model } from '../../src/ports/model.ts'

function answering(who: string, asked: string[]): Model {
  return {
    async stream({ model }) {
      asked.push(`${who} ${model}`)
      return { kind: 'finish', reason: 'stop' }
    },
  }
}

async function askedFor(model: string, parts: { anthropic?: boolean; otherwise?: boolean } = {}) {
  const asked: string[] = []
  const choice = chooseByName({
    named: new Map([['claude-own', answering('own', asked)]]),
    anthropic: parts.anthropic === false ? undefined : answering('anthropic', asked),
    otherwise: parts.otherwise === false ? undefined : answering('otherwise', asked),
  })
  const on = { delta() {}, usage() {} }
  const end = await choice.stream({ model, messages: [] }, on, new AbortController().signal)
  return end.kind === 'error' ? end.code : asked.join()
}

test('the name of a model says who is asked for it, and by what name', async () => {
  expect(await askedFor('claude-sonnet-4-5')).toBe('anthropic claude-sonnet-4-5')
  expect(await askedFor('anthropic/claude-sonnet-4-5')).toBe('anthropic claude-sonnet-4-5')
  expect(await askedFor('claude-own')).toBe('own claude-own')
  expect(await askedFor('gpt-4o')).toBe('otherwise gpt-4o')
  expect(await askedFor('mistral/claudette')).toBe('otherwise mistral/claudette')
  // A gateway has models of all names.
  expect(await askedFor('anthropic/claude-sonnet-4-5', { anthropic: false })).toBe(
    'otherwise anthropic/claude-sonnet-4-5',
  )
  expect(await askedFor('gpt-4o', { otherwise: false })).toBe('refused')
})
