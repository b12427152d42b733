import { fstatSync, fsyncSync, readSync, statSync, writeSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import { heldBack } from './held-back.ts'
import { gapOf } from './page-gap.ts'

export interface CleanPagesDeps {
  /** A connection that may write, in the thread that empties the log. */
  database: Pick<DatabaseSync, 'prepare' | 'exec' | 'isTransaction'>
  path: string
  /** The database, open for as long as any connection is: to close it would take their locks from them all. */
  file: number
}

/** What one call looks at, or cleans while writers wait. */
const slice = { scanned: 256, cleaned: 64 }
const attempts = 50

/** With so many pages, those that hold no b-tree could look as if they did. */
const mostPages = 0x02_00_00_00

/** Overwrites what SQLite leaves behind in its pages; each call does a slice of it, and says whether more is left. */
export function createCleanPages({ database, path, file }: CleanPagesDeps): () => boolean {
  const pageSize = Number(database.prepare('PRAGMA page_size').get()?.['page_size'])
  const zeros = Buffer.alloc(pageSize)
  let next = 1
  let unclean: number[] = []

  /** The gap of a page as it lies on the disk, where there is something in it. */
  function uncleanGap(page: Buffer, number: number) {
    const gap = gapOf(page, number === 1)
    return gap && !page.subarray(gap.start, gap.end).equals(zeros.subarray(gap.start, gap.end)) ? gap : undefined
  }

  /** False when all have been looked at. A page that is changed meanwhile is looked at again before it is touched. */
  function scan(): boolean {
    const pages = Math.floor(fstatSync(file).size / pageSize)
    if (next > pages || pages >= mostPages) return false
    const bytes = Buffer.alloc(Math.min(slice.scanned, pages - next + 1) * pageSize)
    readSync(file, bytes, 0, bytes.length, (next - 1) * pageSize)
    for (let at = 0; at < bytes.length; at += pageSize, next++) {
      if (uncleanGap(bytes.subarray(at, at + pageSize), next)) unclean.push(next)
    }
    return true
  }

  function overwrite(number: number): void {
    const page = Buffer.alloc(pageSize)
    const position = (number - 1) * pageSize
    readSync(file, page, 0, pageSize, position)
    const gap = uncleanGap(page, number)
    if (gap) writeSync(file, zeros, 0, gap.end - gap.start, position + gap.start)
  }

  /** With the log empty and nobody writing, the file is all that there is, and nobody changes it. */
  function lockWithoutLog(): void {
    for (let attempt = 0; attempt < attempts; attempt++) {
      // What waits for the disk is done before anybody has to wait for it.
      database.prepare('PRAGMA wal_checkpoint(PASSIVE)').get()
      if (Number(database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()?.['busy']) !== 0) break
      database.exec('BEGIN IMMEDIATE')
      if (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size === 0) return
      database.exec('ROLLBACK')
    }
    throw new Error(heldBack)
  }

  function clean(pages: readonly number[]): void {
    lockWithoutLog()
    try {
      for (const number of pages) overwrite(number)
      // Others have these pages as they were in their caches, and would write them back with the next change.
      database.exec('UPDATE scrubs SET cleanings = cleanings + 1')
      database.exec('COMMIT')
    } finally {
      if (database.isTransaction) database.exec('ROLLBACK')
    }
    fsyncSync(file)
  }

  return () => {
    if (scan()) return true
    const pages = unclean.slice(0, slice.cleaned)
    if (pages.length > 0) clean(pages)
    unclean = unclean.slice(pages.length)
    if (unclean.length > 0) return true
    next = 1
    return false
  }
}
