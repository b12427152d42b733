import type { Conversation } from '@colloquy/client'
import type { ConversationList } from '@colloquy/react'
import { useState } from 'react'
import { ConfirmDialog } from '../controls/confirm-dialog.tsx'
import { Icon, type IconName } from '../controls/icon.tsx'
import { IconButton } from '../controls/icon-button.tsx'
import { Menu } from '../controls/menu.tsx'
import { Refusal } from '../controls/refusal.tsx'
import { RenameDialog } from '../dialogs/rename-dialog.tsx'
import { announce } from '../page/announce.ts'
import { client } from '../page/client.ts'
import { toldOf } from '../page/failure.ts'
import { pathTo } from '../page/route.ts'
import type { DialogName } from '../dialogs/dialog-name.ts'
import { byAge } from './by-age.ts'
import { titleOf } from './title-of.ts'

interface SidebarProps {
  list: ConversationList
  current: string | undefined
  onOpen(dialog: DialogName): void
  /** Something was chosen: where this covers the conversation, it goes. */
  onLeave(): void
  onRemoved(id: string): void
}

const places: readonly [DialogName, string, IconName][] = [
  ['memories', 'Memories', 'remember'],
  ['usage', 'Usage', 'usage'],
  ['settings', 'Settings', 'settings'],
]

export function Sidebar({ list, current, onOpen, onLeave, onRemoved }: SidebarProps) {
  const [renaming, setRenaming] = useState<Conversation | null>(null)
  // Gone at once, so that the focus is not given back to what is about to go.
  const [gone, setGone] = useState<readonly string[]>([])
  const [removing, setRemoving] = useState<Conversation | null>(null)
  return (
    <aside className="sidebar" aria-label="Sidebar">
      <header className="sidebar-head">
        <a className="wordmark" href={pathTo({})} onClick={onLeave}>
          Colloquy
        </a>
        <IconButton icon="search" label="Search" aria-keyshortcuts="Control+K" onClick={() => onOpen('search')} />
      </header>
      <a className="button new-conversation" href={pathTo({})} onClick={onLeave}>
        <Icon name="add" />
        New conversation
      </a>
      <nav className="sidebar-list" aria-label="Conversations">
        {list.error && (
          <Refusal told={toldOf(list.error)}>
            <button type="button" className="button" onClick={() => void list.refresh()}>
              Try again
            </button>
          </Refusal>
        )}
        {byAge(
          list.conversations.filter(({ id }) => !gone.includes(id)),
          new Date(),
        ).map(({ name, conversations }) => (
          <section key={name}>
            <h2>{name}</h2>
            <ul>
              {conversations.map((conversation) => (
                <li key={conversation.id} className={conversation.id === current ? 'is-current' : undefined}>
                  <a
                    href={pathTo({ conversationId: conversation.id })}
                    aria-current={conversation.id === current ? 'page' : undefined}
                    onClick={onLeave}
                  >
                    <bdi>{titleOf(conversation)}</bdi>
                  </a>
                  <Menu
                    label={`Options for ${titleOf(conversation)}`}
                    entries={[
                      { label: 'Rename', icon: 'edit', choose: () => setRenaming(conversation) },
                      { label: 'Delete', icon: 'remove', isGrave: true, choose: () => setRemoving(conversation) },
                    ]}
                  />
                </li>
              ))}
            </ul>
          </section>
        ))}
        {list.status === 'idle' && list.conversations.length === 0 && (
          <p className="hint">What you talk about here will be listed here.</p>
        )}
        {list.hasMore && (
          <button type="button" className="button button-quiet" onClick={() => void list.loadMore()}>
            Show more
          </button>
        )}
      </nav>
      <footer className="sidebar-foot">
        {places.map(([name, label, icon]) => (
          <button key={name} type="button" className="sidebar-place" onClick={() => onOpen(name)}>
            <Icon name={icon} />
            {label}
          </button>
        ))}
      </footer>
      {renaming && (
        <RenameDialog
          title={titleOf(renaming)}
          onRename={async (title) => list.put(await client.conversations.update(renaming.id, { title }))}
          onClose={() => setRenaming(null)}
        />
      )}
      {removing && (
        <ConfirmDialog
          title="Delete this conversation?"
          text={`“${titleOf(removing)}” and everything in it will be gone, with what was learned only there. This cannot be taken back.`}
          action="Delete"
          onConfirm={async () => {
            await client.conversations.delete(removing.id)
            setGone((before) => [...before, removing.id])
            void list.refresh()
            announce('The conversation was deleted')
            onRemoved(removing.id)
          }}
          onClose={() => setRemoving(null)}
        />
      )}
    </aside>
  )
}
