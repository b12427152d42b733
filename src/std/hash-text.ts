import { sha256Hex } from './sha256-hex.ts'

/** Short for any text, and another for each: halves of characters, which no encoding of text tells apart, too. */
export const hashText = (text: string): string => sha256Hex(Buffer.from(text, 'utf16le'))
