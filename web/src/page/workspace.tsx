import type { DialogName } from '../dialogs/dialog-name.ts'
import { useConversations } from '@colloquy/react'
import { useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { Conversation } from '../conversation/conversation.tsx'
import { MemoriesDialog } from '../dialogs/memories-dialog.tsx'
import { SearchDialog } from '../dialogs/search-dialog.tsx'
import { SettingsDialog } from '../dialogs/settings-dialog.tsx'
import { UsageDialog } from '../dialogs/usage-dialog.tsx'
import { Drawer } from '../sidebar/drawer.tsx'
import { Sidebar } from '../sidebar/sidebar.tsx'
import { client } from './client.ts'
import { useNarrow } from './media.ts'
import { currentRoute, go, useRoute } from './route.ts'
import { useHealth } from './use-health.ts'
import { usePersonas } from './use-personas.ts'

export function Workspace() {
  const route = useRoute()
  const isNarrow = useNarrow()
  const list = useConversations({ client })
  const personas = usePersonas()
  const checks = useHealth()
  const [dialog, setDialog] = useState<DialogName | null>(null)
  const [isDrawerOpen, setDrawerOpen] = useState(false)
  // A conversation that begins here keeps its place when it gets its id; any other one is a new start.
  const begun = useRef<{ key: number; conversationId: string }>(undefined)
  const [view, setView] = useState({ key: 0, conversationId: route.conversationId })
  if (view.conversationId !== route.conversationId) {
    const isBegunHere = begun.current?.key === view.key && begun.current.conversationId === route.conversationId
    setView({ key: isBegunHere ? view.key : view.key + 1, conversationId: route.conversationId })
  }

  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== 'k') return
      event.preventDefault()
      flushSync(() => {
        setDrawerOpen(false)
        setDialog('search')
      })
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [])

  const open = (name: DialogName): void => {
    setDrawerOpen(false)
    setDialog(name)
  }
  const sidebar = (
    <Sidebar
      list={list}
      current={route.conversationId}
      onOpen={open}
      onLeave={() => setDrawerOpen(false)}
      onRemoved={(id) => {
        if (id === currentRoute().conversationId) go({}, 'replace')
      }}
    />
  )
  const known = list.conversations.find(({ id }) => id === view.conversationId)
  const close = (): void => setDialog(null)
  return (
    <div className="workspace">
      {isNarrow ? isDrawerOpen && <Drawer onClose={() => setDrawerOpen(false)}>{sidebar}</Drawer> : sidebar}
      <Conversation
        key={view.key}
        conversationId={view.conversationId}
        known={known}
        soughtId={route.messageId}
        personas={personas}
        checks={checks}
        onMenu={isNarrow ? () => setDrawerOpen(true) : undefined}
        onCreated={(conversation) => {
          list.put(conversation)
          begun.current = { key: view.key, conversationId: conversation.id }
          go({ conversationId: conversation.id }, 'replace')
        }}
        onChanged={() => void list.refresh()}
      />
      {dialog === 'search' && <SearchDialog onClose={close} />}
      {dialog === 'memories' && <MemoriesDialog onClose={close} />}
      {dialog === 'usage' && <UsageDialog onClose={close} />}
      {dialog === 'settings' && <SettingsDialog onClose={close} onErased={() => void list.refresh()} />}
    </div>
  )
}
