import type { ShownNotice } from '@colloquy/react'
import { CrisisCard } from './crisis-card.tsx'

interface NoticesProps {
  notices: readonly ShownNotice[]
  /** Beside the text of the answer. */
  place: 'before' | 'after'
}

const placeOf = ({ notice }: ShownNotice): 'before' | 'after' => {
  if (notice.kind === 'crisis') return notice.as === 'message' ? 'before' : 'after'
  return notice.kind === 'budget_low' || notice.kind === 'context_trimmed' ? 'after' : 'before'
}

const number = new Intl.NumberFormat('en')

function Words({ notice }: ShownNotice) {
  switch (notice.kind) {
    case 'crisis':
      return <CrisisCard resources={notice.resources} />
    case 'disclosure':
      return <p className="notice">{notice.text}</p>
    case 'budget_low': {
      const left = number.format(Math.max(0, notice.tokens - notice.spent))
      const at = new Date(notice.resetsAt).toLocaleString('en', { dateStyle: 'medium', timeStyle: 'short' })
      return (
        <p className="notice">
          {left} of your {number.format(notice.tokens)} tokens are left until {at}.
        </p>
      )
    }
    case 'context_trimmed':
      return <p className="notice">This conversation is long: its oldest messages were not shown to the model.</p>
    default:
      return null
  }
}

export function Notices({ notices, place }: NoticesProps) {
  return notices.filter((shown) => placeOf(shown) === place).map((shown) => <Words {...shown} key={shown.key} />)
}
