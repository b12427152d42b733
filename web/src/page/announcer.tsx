import { useState } from 'react'
import { useAnnouncement } from './announce.ts'

/** Says what is announced from here on. Of what lies beneath an open dialog nothing is read: each has its own. */
export function Announcer() {
  const said = useAnnouncement()
  const [before] = useState(said)
  return (
    <p className="unseen" role="status" aria-live="polite">
      {said === before ? '' : said.words}
    </p>
  )
}
