import type { HttpAgent } from '@ag-ui/client'
import { describe, expect, test, vi } from 'vitest'
import { runBash } from '../../documents/run-client.ts'
import { curl } from '../../documents/tools.ts'
import { startTestServer } from '../../harness.ts'
import { blocksOf, loadBlock, movedTo } from '../ai-sdk/doc-blocks.ts'
import { shown, watch } from './agent.ts'

const page = 'ag-ui.md'
const [example = ''] = blocksOf(page, 'ts')
const [command = ''] = blocksOf(page, 'bash')

interface Example {
  agent: HttpAgent
  ask(content: string): Promise<void>
  stop(): Promise<Response>
}

describe('docs/ag-ui.md', () => {
  test('has no code but what runs here', () => {
    const all = ['tsx', 'ts', 'bash', 'js', 'json', 'sh', 'jsx'].flatMap((language) => blocksOf(page, language))
    expect(all).toEqual([example, command])
  })

  test('its agent asks, comes back where the connection breaks, and stops', async () => {
    await using server = await startTestServer()
    const code = movedTo(server.url, example, 'http://localhost:8000')
    const { agent, ask, stop } = (await loadBlock(code)) as unknown as Example
    const silenced = vi.spyOn(console, 'error').mockImplementation(() => {})
    let cuts = 1
    agent.fetch = async (...request) => {
      const answer = await fetch(...request)
      if (cuts-- <= 0) return answer
      return new Response((await answer.text()).slice(0, 400), answer)
    }
    await ask('Hello')
    expect(shown(agent)).toEqual(['user: Hello', 'assistant: You said: Hello'])
    expect(server.model.requests).toHaveLength(1)

    const steps = server.model.stepped(['Half', ' an answer'])
    const { shows } = watch(agent)
    const asked = ask('More')
    steps.release()
    await shows('assistant: Half')
    expect((await stop()).status).toBe(200)
    await asked
    expect(shown(agent).at(-1)).toBe('assistant: Half')

    const said = vi.spyOn(console, 'log').mockImplementation(() => {})
    server.model.fail(400)
    await ask('And?')
    expect(said).toHaveBeenCalledWith(expect.stringMatching(/\.$/))
    vi.restoreAllMocks()
    silenced.mockRestore()
  })

  test.runIf(curl.usable)(`its command prints a stream${curl.missing}`, async () => {
    await using server = await startTestServer()
    const { stdout } = await runBash(movedTo(server.url, command, 'localhost:8000'))
    expect(stdout).toMatch(/^id: .*\ndata: \{"type":"RUN_STARTED",.*"delta":" Hello"\}.*"RUN_FINISHED".*\n\n$/s)
  })
})
