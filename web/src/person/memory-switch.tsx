import { useState } from 'react'
import { Refusal } from '../controls/refusal.tsx'
import { useMe } from './use-me.ts'

export function MemorySwitch() {
  const { me, change, failure } = useMe()
  const [isBusy, setBusy] = useState(false)
  async function turn(memory: boolean): Promise<void> {
    if (isBusy) return
    setBusy(true)
    await change({ memory })
    setBusy(false)
  }
  return (
    <>
      <label className="switch">
        <input
          type="checkbox"
          role="switch"
          checked={me?.memory ?? false}
          disabled={me === null}
          aria-disabled={isBusy}
          onChange={({ target }) => void turn(target.checked)}
        />
        <span>
          Remember what I say of myself
          <small>
            Off: nothing is learned, and no answer is told of anything. What is there stays until you delete it.
          </small>
        </span>
      </label>
      {failure && <Refusal told={failure} />}
    </>
  )
}
