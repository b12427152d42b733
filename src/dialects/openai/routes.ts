import type { Dialect } from '../dialect.ts'
import { chatRoutes } from './chat-routes.ts'
import { name } from './chat-request.ts'
import { codec } from './codec.ts'
import { conversationRoutes } from './conversation-routes.ts'
import { embeddingRoutes } from './embedding-routes.ts'
import { modelRoutes } from './model-routes.ts'
import { responseRoutes } from './response-routes.ts'

export const openai: Dialect = {
  name,
  description: 'What programs speak that were written for OpenAI: completions, responses, conversations, embeddings.',
  prefix: '/openai/v1',
  openToPages: false,
  codec,
  routes: [...chatRoutes, ...responseRoutes, ...conversationRoutes, ...modelRoutes, ...embeddingRoutes],
}
