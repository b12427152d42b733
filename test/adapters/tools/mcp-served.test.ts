import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { configFrom } from '../../../src/config/config.ts'
import { readEnv } from '../../../src/config/env.ts'
import type { Model, ModelRequest } from '../../../src/ports/model.ts'
import { foldEvents } from '../../client.ts'
import { startTestServer, temporaryFolder } from '../../harness.ts'
import { isAlive, meanPlace, sdkPlace } from './mcp-world.ts'

function serversOf(mcpServers: object) {
  const folder = temporaryFolder()
  const path = join(folder, 'mcp.json')
  writeFileSync(path, JSON.stringify({ mcpServers }))
  const { PATH = '' } = process.env
  const config = configFrom(readEnv({ PATH, ACCOUNT: 'canary-77', MCP_SERVERS_FILE: path }))
  rmSync(folder, { recursive: true })
  return config.mcpServers
}

/** Has one thing done, and says what came of it. */
function modelThatUses(name: string) {
  const requests: ModelRequest[] = []
  const answering: Model = {
    stream(request, on) {
      requests.push(request)
      const [step] = request.steps ?? []
      if (!step) return Promise.resolve({ kind: 'finish', reason: 'stop', calls: [{ id: 'c', name, arguments: '{}' }] })
      on.delta(`It gave ${step.calls[0]?.result}`)
      return Promise.resolve({ kind: 'finish', reason: 'stop' })
    },
  }
  return { requests, answering }
}

test('an answer uses a tool of a server in the file, which ends with this one', async () => {
  const { command, args } = sdkPlace
  const mcpServers = serversOf({ real: { command, args, tools: ['pid'] } })
  const { requests, answering } = modelThatUses('real__pid')
  let pid = 0
  {
    await using server = await startTestServer({ mcpServers, answering })
    const conversation = await server.client.conversation()
    // A process that starts slowly is not waited for by the first answers.
    while (!(pid > 0)) {
      const run = await server.client.send(conversation, 'Which process?')
      pid = Number(/^It gave (?<pid>\d+)$/.exec(foldEvents(await run.all()))?.groups?.['pid'])
    }
    expect(isAlive(pid)).toBe(true)
    expect(requests.at(-1)?.tools?.map(({ name }) => name)).toEqual(['real__pid'])
  }
  expect(isAlive(pid)).toBe(false)
})

test('an answer is given without the tools of a server that fails, and the log says which, and no secret', async () => {
  const { command, args } = meanPlace('dies')
  const mcpServers = serversOf({ bad: { command, args, env: { ACCOUNT: '${ACCOUNT}' } } })
  const { requests, answering } = modelThatUses('bad__answer')
  await using server = await startTestServer({ mcpServers, answering })
  const run = await server.client.send(await server.client.conversation(), 'Hello')
  await run.all()
  expect(requests[0]?.tools).toBeUndefined()
  expect(await server.logged({ event: 'engine_problem', reason: 'tools bad' })).toMatchObject({
    error: { name: 'McpError', code: 'ended', cause: { reason: 'exit code 4' } },
  })
  expect(server.lines.join('\n')).not.toContain('canary-77')
})
