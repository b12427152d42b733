import type { Me } from '@colloquy/client'
import { useEffect, useState } from 'react'
import { client } from '../page/client.ts'
import { type Told, toldOf } from '../page/failure.ts'

type Change = Parameters<typeof client.me.update>[0]

/** What the person has chosen. */
export function useMe() {
  const [me, setMe] = useState<Me | null>(null)
  const [failure, setFailure] = useState<Told | null>(null)
  useEffect(() => {
    const leaving = new AbortController()
    client.me.get({ signal: leaving.signal }).then(
      (read) => setMe((changed) => changed ?? read), // what a change has brought meanwhile is newer
      (error: unknown) => {
        if (!leaving.signal.aborted) setFailure(toldOf(error))
      },
    )
    return () => leaving.abort()
  }, [])
  async function change(wanted: Change): Promise<boolean> {
    try {
      setMe(await client.me.update(wanted))
      setFailure(null)
      return true
    } catch (error) {
      setFailure(toldOf(error))
      return false
    }
  }
  return { me, change, failure }
}
