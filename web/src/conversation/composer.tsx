import { type KeyboardEvent, type RefObject, type SubmitEvent, useEffect, useLayoutEffect } from 'react'
import { IconButton } from '../controls/icon-button.tsx'
import type { Draft } from '../page/draft.ts'
import { useNarrow } from '../page/media.ts'

interface ComposerProps {
  draft: Draft
  textbox: RefObject<HTMLTextAreaElement | null>
  isAnswering: boolean
  name: string
  onSend(text: string): void
  onStop(): void
}

const growsByItself = CSS.supports('field-sizing', 'content')

export function Composer({ draft, textbox, isAnswering, name, onSend, onStop }: ComposerProps) {
  const isNarrow = useNarrow()
  const canSend = draft.text.trim() !== ''

  useEffect(() => {
    // On a phone the keyboard would cover what was opened.
    if (!isNarrow) textbox.current?.focus()
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- only when a conversation is opened
  }, [])

  useLayoutEffect(() => {
    const box = textbox.current
    if (growsByItself || !box) return
    box.style.height = 'auto'
    box.style.height = `${box.scrollHeight}px`
  }, [draft.text, textbox])

  function submit(): void {
    if (isAnswering || !canSend) return
    onSend(draft.text)
    if (!isNarrow) textbox.current?.focus()
  }
  function onKey(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    submit()
  }
  function onSubmit(event: SubmitEvent): void {
    event.preventDefault()
    if (isAnswering) onStop()
    else submit()
  }

  return (
    <form className="composer" onSubmit={onSubmit}>
      <textarea
        ref={textbox}
        rows={1}
        aria-label="Message"
        aria-describedby="keys"
        placeholder={`Write to ${name}`}
        enterKeyHint="send"
        dir="auto"
        value={draft.text}
        onChange={({ target }) => draft.change(target.value)}
        onKeyDown={onKey}
      />
      <span id="keys" className="unseen">
        Enter sends, Shift and Enter make a new line, Escape stops an answer.
      </span>
      {/* One button, so that it keeps the focus while it changes. */}
      <IconButton
        type="submit"
        className={isAnswering ? 'send is-stop' : 'send'}
        icon={isAnswering ? 'stop' : 'send'}
        label={isAnswering ? 'Stop' : 'Send'}
        aria-disabled={!isAnswering && !canSend}
        onClick={(event) => {
          // The second of a double click was meant for what the button was before.
          if (event.detail > 1) event.preventDefault()
        }}
      />
    </form>
  )
}
