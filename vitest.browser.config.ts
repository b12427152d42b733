import { defineConfig } from 'vitest/config'
import { findChromium } from './test/browser/find-chromium.ts'

const hasChromium = findChromium() !== undefined
if (!hasChromium) {
  const advice = 'There is no Chromium here. Install one, or name it in CHROMIUM_PATH.'
  if (process.env['CI'] === 'true') throw new Error(advice)
  process.stderr.write(`Nothing of test/browser is run: ${advice}\n`)
}

export default defineConfig({
  test: {
    include: hasChromium ? ['test/browser/**/*.test.ts'] : [],
    passWithNoTests: !hasChromium,
    globalSetup: hasChromium ? ['test/browser/page-is-built.ts'] : [],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
})
