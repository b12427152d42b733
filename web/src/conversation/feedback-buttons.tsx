import { useState } from 'react'
import { IconButton } from '../controls/icon-button.tsx'
import { Refusal } from '../controls/refusal.tsx'
import { announce } from '../page/announce.ts'
import { client } from '../page/client.ts'
import { type Told, toldOf } from '../page/failure.ts'

export function FeedbackButtons({ messageId }: { messageId: string }) {
  const [given, setGiven] = useState<'up' | 'down' | null>(null)
  const [failure, setFailure] = useState<Told | null>(null)
  async function rate(rating: 'up' | 'down'): Promise<void> {
    const before = given
    setGiven(rating)
    try {
      await client.feedback(messageId, { rating })
      setFailure(null)
      announce('Thank you for saying so')
    } catch (error) {
      setGiven(before)
      setFailure(toldOf(error))
    }
  }
  return (
    <>
      <IconButton icon="good" label="Good answer" aria-pressed={given === 'up'} onClick={() => void rate('up')} />
      <IconButton icon="bad" label="Bad answer" aria-pressed={given === 'down'} onClick={() => void rate('down')} />
      {failure && <Refusal told={failure} />}
    </>
  )
}
