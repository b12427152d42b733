import type { Dialect } from '../dialect.ts'
import { createProblemCodec } from '../problem-codec.ts'
import { adminRoutes } from './admin-routes.ts'
import { conversationRoutes } from './conversation-routes.ts'
import { memoryRoutes } from './memory-routes.ts'
import { personRoutes } from './person-routes.ts'
import { safetyRoutes } from './safety-routes.ts'
import { runRoutes } from './run-routes.ts'

export const v1: Dialect = {
  name: 'v1',
  description: 'The native protocol: conversations, runs and their events.',
  prefix: '/v1',
  openToPages: false,
  codec: createProblemCodec(),
  routes: [...conversationRoutes, ...runRoutes, ...personRoutes, ...memoryRoutes, ...safetyRoutes, ...adminRoutes],
}
