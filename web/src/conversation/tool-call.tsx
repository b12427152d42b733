import type { ToolNotice } from '@colloquy/client'
import { useRef, useState } from 'react'
import { Icon } from '../controls/icon.tsx'
import { Refusal } from '../controls/refusal.tsx'
import { client } from '../page/client.ts'
import { type Told, toldOf } from '../page/failure.ts'

const states: Record<ToolNotice['state'], string> = {
  called: 'is being used',
  waiting: 'waits for you',
  done: 'was used',
  failed: 'failed',
  refused: 'was refused',
  stopped: 'was stopped',
}

const shown = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value, null, 2))

export function ToolCall({ runId, call }: { runId: string; call: ToolNotice }) {
  const [failure, setFailure] = useState<Told | null>(null)
  const [decided, setDecided] = useState(false)
  const summary = useRef<HTMLElement>(null)
  const isWaiting = call.state === 'waiting'
  async function decide(approve: boolean): Promise<void> {
    setDecided(true)
    summary.current?.focus()
    setFailure(null)
    try {
      await client.decideTool(runId, call.callId, { approve })
    } catch (error) {
      setFailure(toldOf(error))
      setDecided(false)
    }
  }
  return (
    <div className="tool" data-state={call.state}>
      <details open={isWaiting || undefined}>
        <summary ref={summary}>
          <Icon name="tool" />
          <span>
            <code>{call.name}</code> {states[call.state]}
          </span>
        </summary>
        {call.input !== undefined && (
          <>
            <h3>Given</h3>
            <pre tabIndex={0}>{shown(call.input)}</pre>
          </>
        )}
        {(call.output ?? call.error) !== undefined && (
          <>
            <h3>{call.error === undefined ? 'Got' : 'Failed'}</h3>
            <pre tabIndex={0}>{call.output ?? call.error}</pre>
          </>
        )}
      </details>
      {isWaiting && failure && <Refusal told={failure} />}
      {isWaiting && !decided && (
        <div className="tool-choice" role="group" aria-label={`May ${call.name} be used?`}>
          <button type="button" className="button button-main" onClick={() => void decide(true)}>
            Allow
          </button>
          <button type="button" className="button" onClick={() => void decide(false)}>
            Refuse
          </button>
        </div>
      )}
    </div>
  )
}
