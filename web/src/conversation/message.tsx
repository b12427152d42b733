import type { ConversationActions, ConversationError, ShownMessage, ShownNotice } from '@colloquy/react'
import { Fragment, memo, type RefObject, useRef, useState } from 'react'
import { IconButton } from '../controls/icon-button.tsx'
import { Refusal } from '../controls/refusal.tsx'
import { Markdown } from '../markdown/markdown.tsx'
import { toldOf } from '../page/failure.ts'
import { AnswerEnd } from './answer-end.tsx'
import { BranchSwitch } from './branch-switch.tsx'
import { CopyButton } from './copy-button.tsx'
import { FeedbackButtons } from './feedback-buttons.tsx'
import { MessageEditor } from './message-editor.tsx'
import { Notices } from './notices.tsx'
import { piecesOf } from './pieces-of.ts'
import { ToolCall } from './tool-call.tsx'

interface MessageProps {
  message: ShownMessage
  /** Who answers. */
  name: string
  notices: readonly ShownNotice[] | undefined
  /** Why the last thing failed, where this is the last message. */
  error: ConversationError | undefined
  isBusy: boolean
  branchIndex: number
  branchCount: number
  branches: ConversationActions['branches']
  actions: Pick<ConversationActions, 'regenerate' | 'edit' | 'retry'>
  log: RefObject<HTMLElement | null>
  /** A message that was never accepted goes back to where it was written. */
  onDiscard: (() => void) | undefined
}

function Versions({ message, branchIndex, branchCount, branches, log }: MessageProps) {
  const select = (index: number): void => branches(message.id).select(index)
  return <BranchSwitch index={branchIndex} count={branchCount} select={select} log={log} />
}

function Said(props: MessageProps) {
  const { message, error, isBusy, actions, log, onDiscard } = props
  const [isEditing, setEditing] = useState(false)
  const place = useRef<HTMLElement>(null)
  const isUnsent = message.delivery === 'unsent'
  if (isEditing) {
    return (
      <MessageEditor
        text={message.content}
        onCancel={() => {
          setEditing(false)
          requestAnimationFrame(() => place.current?.querySelector<HTMLElement>('[data-edit]')?.focus())
        }}
        onSave={(text) => {
          setEditing(false)
          log.current?.focus()
          void actions.edit(message.id, text)
        }}
      />
    )
  }
  return (
    <section ref={place} className="said-place">
      <div className="said" dir="auto">
        {message.content}
      </div>
      {isUnsent ? (
        <Refusal told={error ? toldOf(error) : { title: 'This was not sent', detail: 'Try again.' }}>
          <button
            type="button"
            className="button"
            onClick={() => {
              log.current?.focus()
              void actions.retry()
            }}
          >
            Send again
          </button>
          <button type="button" className="button" onClick={onDiscard}>
            Take back
          </button>
        </Refusal>
      ) : (
        <footer className="message-actions">
          <Versions {...props} />
          <CopyButton text={message.content} />
          <IconButton
            icon="edit"
            label="Edit"
            data-edit=""
            aria-disabled={isBusy}
            onClick={() => {
              if (!isBusy) setEditing(true)
            }}
          />
        </footer>
      )}
    </section>
  )
}

function Answer(props: MessageProps) {
  const { message, notices = [], error, isBusy, actions, log } = props
  const isGrowing = message.status === 'streaming'
  const pieces = piecesOf(message.content, notices)
  return (
    <>
      <Notices notices={notices} place="before" />
      {pieces.map(({ text, tools }, at) => (
        <Fragment key={at}>
          {tools.map(
            ({ key, runId, notice }) => notice.kind === 'tool' && <ToolCall key={key} runId={runId} call={notice} />,
          )}
          <Markdown text={text} isGrowing={isGrowing && at === pieces.length - 1} />
        </Fragment>
      ))}
      {isGrowing && <span className="growing" aria-hidden="true" />}
      <Notices notices={notices} place="after" />
      {!isGrowing && (
        <>
          <AnswerEnd
            message={message}
            error={error}
            onAgain={() => {
              log.current?.focus()
              void actions.regenerate(message.id)
            }}
          />
          <footer className="message-actions">
            <Versions {...props} />
            {message.content !== '' && <CopyButton text={message.content} />}
            <IconButton
              icon="again"
              label="Regenerate"
              aria-disabled={isBusy}
              onClick={() => {
                if (isBusy) return
                log.current?.focus()
                void actions.regenerate(message.id)
              }}
            />
            {message.status !== 'failed' && <FeedbackButtons messageId={message.id} />}
          </footer>
        </>
      )}
    </>
  )
}

export const Message = memo((props: MessageProps) => {
  const { message, name } = props
  const isPerson = message.role === 'user'
  return (
    <article
      className={isPerson ? 'message message-person' : 'message message-answer'}
      data-message={message.id}
      tabIndex={-1}
      aria-busy={message.status === 'streaming' || undefined}
    >
      <h2 className={isPerson ? 'who unseen' : 'who'}>{isPerson ? 'You' : name}</h2>
      {isPerson ? <Said {...props} /> : <Answer {...props} />}
    </article>
  )
})
