import { expect, test } from 'vitest'
import { chooseModels } from '../../src/boot-models.ts'
import { type ConfigOverrides, createConfig } from '../../src/config/config.ts'
import { createLogger } from '../../src/observe/logger.ts'

const gateway = { kind: 'openai', api: 'chat', baseUrl: 'https://gateway.example/v1' } as const
const anthropic = { baseUrl: 'https://api.anthropic.com' }

async function warningsOf(config: ConfigOverrides): Promise<string[]> {
  await using stack = new AsyncDisposableStack()
  const lines: string[] = []
  const log = createLogger({ level: 'debug', write: (line) => void lines.push(line) })
  await chooseModels(createConfig(config), {}, { log, stack })
  return lines.filter((line) => line.includes('MODEL_FALLBACKS'))
}

test('a fallback that a gateway answers to is not said to have no server', async () => {
  const modelFallbacks = ['anthropic/claude-sonnet-4', 'claude-sonnet-4-5', 'mistralai/mistral-large']
  expect(await warningsOf({ model: gateway, modelFallbacks })).toEqual([])
  expect(await warningsOf({ model: gateway, anthropic, modelFallbacks })).toEqual([])
})

test('a fallback that nobody answers to is found out when the server starts', async () => {
  const alone: ConfigOverrides = { model: { kind: 'anthropic' }, anthropic }
  expect(await warningsOf({ ...alone, modelFallbacks: ['claude-haiku-4-5'] })).toEqual([])
  expect(await warningsOf({ ...alone, modelFallbacks: ['claude-haiku-4-5', 'gpt-4o'] })).toHaveLength(1)
})
