import { z } from 'zod'
import { safetyModes } from './safety.ts'
import { trustedProxies } from './env-values.ts'

const rate = z.union([z.literal('off'), z.strictObject({ requests: z.int().min(1), seconds: z.number().positive() })])
const secret = z.string().regex(/^[\x21-\x7e]*$/, 'must be one line of ASCII letters, digits and signs without spaces')

const isTrust = (names: readonly string[]): boolean => trustedProxies(names.join(',')) !== undefined

/** Options by which a mistake would let somebody in, or let him have more than was meant. */
const guarded = z.object({
  auth: z
    .strictObject({
      kinds: z
        .array(z.enum(['jwt', 'keys']))
        .min(1, "must have 'jwt', 'keys' or both; without auth everybody is let in"),
      jwtSecret: z.string().optional(),
      jwksUrl: z.string().optional(),
      algorithms: z.array(z.string()).optional(),
      issuer: z.string().min(1).optional(),
      audience: z.string().min(1).optional(),
    })
    .optional(),
  adminKey: secret.optional(),
  safety: z.enum(safetyModes).optional(),
  databaseUrl: z.string().optional(),
  redisUrl: z.string().optional(),
  rateLimits: z.strictObject({ user: rate.optional(), session: rate.optional(), address: rate.optional() }).optional(),
  tokenBudget: z.strictObject({ tokens: z.int().min(1), seconds: z.number().positive() }).optional(),
  web: z.boolean().optional(),
  modelFallbacks: z.array(z.string().min(1)).optional(),
  trustProxy: z
    .union([
      z.literal(false),
      z.int().min(0).max(99),
      z.array(z.string()).min(1).refine(isTrust, 'must be addresses, networks or their names'),
    ])
    .optional(),
})

/** What is wrong with them: where, and never what stands there. */
export function checkShapes(options: object): string[] {
  const result = guarded.safeParse(options)
  if (result.success) return []
  return result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}.`)
}
