import type { Dialect } from './dialect.ts'
import { v1 } from './v1/routes.ts'

export const dialects: readonly Dialect[] = [v1]
