import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { TestServer } from '../harness.ts'
import { type Heard, tracesIn, type Voice } from './voice.ts'

/** Every file beside a database, as it lies on the disk. */
function filesBeside(database: string): { name: string; bytes: Buffer }[] {
  const folder = dirname(database)
  return readdirSync(folder).map((name) => ({ name, bytes: readFileSync(join(folder, name)) }))
}

/** What the files still tell of a voice. */
export const tracesOnDisk = (database: string, voice: Voice): (Heard & { file: string })[] =>
  filesBeside(database).flatMap(({ name, bytes }) => tracesIn(bytes, voice).map((heard) => ({ file: name, ...heard })))

/** Those of some texts that lie in no file. */
export function absentFromDisk(database: string, texts: readonly string[]): string[] {
  const files = filesBeside(database)
  return texts.filter((text) => !files.some(({ bytes }) => bytes.includes(text)))
}

/** Housekeeping does one thing after the other: what was asked for before is done then, and what that asked for. */
export async function scrubbed({ tidy }: Pick<TestServer, 'tidy'>): Promise<void> {
  await tidy()
  await tidy()
}
