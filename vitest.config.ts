import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/** Pages in these are given to whatever runs in their process. */
const pages = /^test\/(?:packages|web|examples|documents|dialects\/(?:ai-sdk|ag-ui))\//
const files = globSync('test/**/*.test.ts', { cwd: import.meta.dirname }).filter(
  (file) => !file.startsWith('test/browser/'),
)
/** What a file changes with `vi`, or measures of the heap, is its whole process's. */
const isAlone = (file: string): boolean =>
  pages.test(file) || /\bvi\b|heap/.test(readFileSync(new URL(file, import.meta.url), 'utf8'))

/** The others take turns in processes that have loaded the server already: that is most of what a file would cost. */
const alone = files.filter(isAlone)
const together = files.filter((file) => !isAlone(file))

export default defineConfig({
  // The packages are tested as they stand, not as they were last built.
  resolve: {
    alias: { '@colloquy/client': fileURLToPath(import.meta.resolve('./packages/client/src/create-client.ts')) },
  },
  test: {
    globalSetup: ['test/compiled-once.ts'],
    // Many tests wait for other processes, and for time to pass: one more than there are cores of a small machine.
    maxWorkers: 3,
    // What is polled for may be another process, of which a busy machine starts few in a second.
    expect: { poll: { timeout: 30_000 } },
    coverage: { include: ['src/**/*.ts'], reporter: ['text-summary', 'html'] },
    projects: [
      // Much of what a test makes is young when it goes: with more room for that, less is collected.
      { name: 'together', include: together, isolate: false, execArgv: ['--max-semi-space-size=32'] },
      { name: 'alone', include: alone, isolate: true },
    ].map((project) => ({ extends: true, test: { ...project, testTimeout: 60_000, hookTimeout: 60_000 } })),
  },
})
