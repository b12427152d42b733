import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { startFakeModel } from '../fake-model.ts'
import { describeStorm } from './figures.ts'
import { runStorm } from './storm.ts'

describe('DESIGN, the promise: an accepted message gets exactly one outcome, and every reader sees the same one', () => {
  test(
    'kill -9 under load loses, doubles and glues nothing, and no cursor skips or repeats',
    { timeout: 90_000 },
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'colloquy-'))
      onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
      await using model = await startFakeModel()
      const report = await runStorm({ kills: 6, conversations: 12, folder, model, random: Math.random })
      console.log(describeStorm(report))
      expect(report.problems).toEqual([])
      expect(report.readyMs).toHaveLength(6)
      expect(report.restarted).toBeGreaterThan(0)
      expect(report.completed + report.gaveUp).toBeGreaterThanOrEqual(report.accepted)
    },
  )
})
