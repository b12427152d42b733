import type { ReactNode } from 'react'
import type { Told } from '../page/failure.ts'

/** What went wrong, in the sentences of whoever knows. */
export function Refusal({ told, children }: { told: Told; children?: ReactNode }) {
  return (
    <div className="refusal" role="alert">
      <p>
        <strong>{told.title}.</strong> {told.detail}
      </p>
      {children}
    </div>
  )
}
