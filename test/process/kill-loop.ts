import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startFakeModel } from '../fake-model.ts'
import { describeStorm } from './figures.ts'
import { runStorm } from './storm.ts'

// node test/process/kill-loop.ts [kills] [conversations]
const [kills = 100, conversations = 15] = process.argv.slice(2).map(Number)
const folder = mkdtempSync(join(tmpdir(), 'colloquy-'))
await using model = await startFakeModel()
const report = await runStorm({
  kills,
  conversations,
  folder,
  model,
  random: Math.random,
  say: (line) => console.log(line),
})
console.log(describeStorm(report))
if (report.problems.length > 0) {
  console.log(`The database is kept in ${folder}`)
  process.exitCode = 1
} else rmSync(folder, { recursive: true, force: true })
