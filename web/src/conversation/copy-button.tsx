import { useState } from 'react'
import { IconButton } from '../controls/icon-button.tsx'
import { Refusal } from '../controls/refusal.tsx'
import { announce } from '../page/announce.ts'

export function CopyButton({ text }: { text: string }) {
  const [isRefused, setRefused] = useState(false)
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(text)
      setRefused(false)
      announce('Copied')
    } catch {
      setRefused(true)
    }
  }
  return (
    <>
      <IconButton icon="copy" label="Copy" onClick={() => void copy()} />
      {isRefused && (
        <Refusal
          told={{ title: 'Nothing was copied', detail: 'The browser does not allow it here. Select the text.' }}
        />
      )}
    </>
  )
}
