import type { UsageLine } from '@colloquy/client'
import { useEffect, useState } from 'react'
import { Dialog } from '../controls/dialog.tsx'
import { Refusal } from '../controls/refusal.tsx'
import { client } from '../page/client.ts'
import { type Told, toldOf } from '../page/failure.ts'

const number = new Intl.NumberFormat('en')
const shown = (count: number | null): string => (count === null ? 'unknown' : number.format(count))
const dollars = (cost: number | undefined): string => (cost === undefined ? '' : `$${cost.toFixed(4)}`)

export function UsageDialog({ onClose }: { onClose(): void }) {
  const [group, setGroup] = useState<'day' | 'model'>('day')
  const [lines, setLines] = useState<readonly UsageLine[] | null>(null)
  const [failure, setFailure] = useState<Told | null>(null)
  useEffect(() => {
    const leaving = new AbortController()
    client.usage({ group }, { signal: leaving.signal }).then(
      ({ data }) => {
        setLines(data)
        setFailure(null)
      },
      (error: unknown) => {
        if (!leaving.signal.aborted) setFailure(toldOf(error))
      },
    )
    return () => leaving.abort()
  }, [group])
  function show(name: 'day' | 'model'): void {
    setGroup(name)
    setLines(null)
  }
  const hasCost = lines?.some(({ costUsd }) => costUsd !== undefined) ?? false
  const isEstimated = lines?.some(({ estimated }) => estimated) ?? false
  return (
    <Dialog title="Usage" onClose={onClose}>
      <fieldset className="choices">
        <legend>What your answers have taken, by</legend>
        {(['day', 'model'] as const).map((name) => (
          <label key={name} className="choice">
            <input type="radio" name="group" checked={group === name} onChange={() => show(name)} />
            {name}
          </label>
        ))}
      </fieldset>
      {failure && <Refusal told={failure} />}
      {lines?.length === 0 && <p className="hint">There have been no answers yet.</p>}
      {lines !== null && lines.length > 0 && (
        <div className="table" tabIndex={0} role="region" aria-label="Usage as a table">
          <table>
            <thead>
              <tr>
                <th scope="col">{group === 'day' ? 'Day' : 'Model'}</th>
                <th scope="col" className="right">
                  Answers
                </th>
                <th scope="col" className="right">
                  Tokens in
                </th>
                <th scope="col" className="right">
                  Tokens out
                </th>
                {hasCost && (
                  <th scope="col" className="right">
                    Cost
                  </th>
                )}
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => (
                <tr key={line.day ?? line.model}>
                  <th scope="row">{line.day ?? line.model}</th>
                  <td className="right">{number.format(line.runs)}</td>
                  <td className="right">{shown(line.inputTokens)}</td>
                  <td className="right">{shown(line.outputTokens)}</td>
                  {hasCost && <td className="right">{dollars(line.costUsd)}</td>}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {isEstimated && <p className="hint">Where a model did not count, tokens are estimated.</p>}
    </Dialog>
  )
}
