import { useEffect, useState } from 'react'
import { serverAddress } from './server-address.ts'

interface Health {
  checks?: Record<string, string>
}

/** What the server says of itself that is not as usual. Nothing waits for it. */
export function useHealth(): Readonly<Record<string, string>> {
  const [checks, setChecks] = useState<Readonly<Record<string, string>>>({})
  useEffect(() => {
    const leaving = new AbortController()
    const read = async (): Promise<void> => {
      const response = await fetch(`${serverAddress}/health`, { signal: leaving.signal })
      if (response.ok) setChecks(((await response.json()) as Health).checks ?? {})
    }
    // Where it cannot be asked, the conversations say so in their own words.
    read().catch(() => {})
    return () => leaving.abort()
  }, [])
  return checks
}
