import { hash } from 'node:crypto'
import { setImmediate as nextTick } from 'node:timers/promises'
import type { Batch } from './in-batches.ts'
import { sha256Hex } from '../std/sha256-hex.ts'
import type { Row } from './row.ts'

/** How many rows a table has, and the sum of their hashes: the same in whatever order they come. */
export interface Checksum {
  rows: number
  sum: string
}

const bits = 128

const hashOf = (row: Row): bigint => BigInt(`0x${hash('sha256', JSON.stringify(row)).slice(0, bits / 4)}`)

/** Between batches others have their turn, such as Ctrl-C. */
export async function checksumOf(batches: Iterable<Batch> | AsyncIterable<Batch>): Promise<Checksum> {
  let rows = 0
  let sum = 0n
  for await (const batch of batches) {
    for (const row of batch.rows) sum += hashOf(row)
    rows += batch.rows.length
    await nextTick()
  }
  return {
    rows,
    sum: BigInt.asUintN(bits, sum)
      .toString(16)
      .padStart(bits / 4, '0'),
  }
}

/** Tells apart databases with anything different in them. */
export const fingerprintOf = (checksums: ReadonlyMap<string, Checksum>, migrations: readonly string[]): string =>
  sha256Hex(JSON.stringify([[...checksums], migrations]))
