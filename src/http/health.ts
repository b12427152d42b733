import type { FastifyInstance } from 'fastify'
import type { Engine } from '../conversation/engine.ts'
import { pythonIsoTime } from '../std/python-iso-time.ts'

export interface HealthOptions {
  engine: Pick<Engine, 'check' | 'isDraining'>
  /** What a stranger should know is not as usual: a built-in model, for one. */
  checks(): Readonly<Record<string, string>>
  now(): number
}

export const healthPaths = ['/health', '/healthz', '/readyz'] as const

/** Is it alive, and may traffic come here. */
export function addHealth(app: FastifyInstance, { engine, checks, now }: HealthOptions): void {
  app.get('/health', { exposeHeadRoute: true, schema: { summary: 'Alive', tags: ['health'] } }, () => {
    const unusual = checks()
    return {
      status: 'healthy',
      timestamp: pythonIsoTime(now()),
      service: 'TherapyBot API',
      ...(Object.keys(unusual).length > 0 && { checks: unusual }),
    }
  })

  app.get('/healthz', { exposeHeadRoute: true, schema: { summary: 'Alive', tags: ['health'] } }, () => ({
    status: 'alive',
  }))

  app.get(
    '/readyz',
    { exposeHeadRoute: true, schema: { summary: 'Ready for traffic, or what is missing', tags: ['health'] } },
    async (_request, reply) => {
      const missing: string[] = engine.isDraining() ? ['draining'] : []
      await engine.check().catch(() => missing.push('database'))
      if (missing.length === 0) return { status: 'ready' }
      return reply.code(503).header('retry-after', '5').send({ status: 'unavailable', missing })
    },
  )
}
