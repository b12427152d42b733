import OpenAI from 'openai'
import type { TestServer } from '../../harness.ts'

/** The client that people have, as they set it up. */
export const sdkFor = ({ url }: Pick<TestServer, 'url'>, apiKey = 'whatever', maxRetries = 0): OpenAI =>
  new OpenAI({ baseURL: `${url}/openai/v1`, apiKey, maxRetries })

export const asking = (content: string) => [{ role: 'user' as const, content }]
