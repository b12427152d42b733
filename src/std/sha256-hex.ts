import { hash } from 'node:crypto'

export const sha256Hex = (input: string | Uint8Array): string => hash('sha256', input)
