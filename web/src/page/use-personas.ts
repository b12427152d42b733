import type { Persona } from '@colloquy/client'
import { useEffect, useState } from 'react'
import { client } from './client.ts'

/** Who may answer; nobody, until it is known. */
export function usePersonas(): readonly Persona[] {
  const [personas, setPersonas] = useState<readonly Persona[]>([])
  useEffect(() => {
    const leaving = new AbortController()
    client.personas({ signal: leaving.signal }).then(
      ({ data }) => setPersonas(data),
      () => {},
    )
    return () => leaving.abort()
  }, [])
  return personas
}
