import { randomBytes } from 'node:crypto'
import { sha256Hex } from '../std/sha256-hex.ts'

const prefix = 'colloquy_'

/** A key of ours, as opposed to a token that somebody else has signed. */
export const isApiKey = (token: string): boolean => token.startsWith(prefix)

export const newApiKey = (): string => prefix + randomBytes(32).toString('base64url')

/** By which an operator tells a key that was found somewhere: 24 of its 256 bits. */
export const hintOf = (key: string): string => key.slice(prefix.length, prefix.length + 4)

/** All else that is stored. 256 random bits need no salt and no slow hash. */
export const hashOfKey = (key: string): string => sha256Hex(key)
