import type { Message } from '@colloquy/client'
import type { ShownMessage } from './conversation-view.ts'

export interface MessageTree {
  get(id: string): ShownMessage | undefined
  /** Newest number that is taken. */
  lastSeq(): number
  put(message: ShownMessage): void
  /** As it is stored; the object that is shown stays where nothing has changed. */
  putStored(message: Message): void
  /** What follows it follows its parent then. */
  remove(id: string): void
  /** It was shown before the server had given it its id. Whatever is there by that id already gives way. */
  rename(from: string, to: ShownMessage): void
  clear(): void
  /** Those that follow the same message, oldest first. */
  siblings(id: string): readonly string[]
  /** Has the branch shown that goes through this message, to the newest that follows it. */
  show(id: string): void
  /** The branch that is shown, oldest first: the newest of all unless one was chosen. */
  branch(): readonly ShownMessage[]
}

interface Shape {
  children: Map<string | null, string[]>
  /** The newest of those that come after a message, itself included. */
  newestUnder: Map<string, string>
  newest: string | undefined
}

const isSame = (one: Message, other: Message): boolean =>
  one.content === other.content &&
  one.status === other.status &&
  one.seq === other.seq &&
  one.parentId === other.parentId &&
  one.runId === other.runId

/** A list was read before the answer ended, and comes after it. */
const isEarlier = (one: Message, other: Message): boolean => one.status === 'streaming' && other.status !== 'streaming'

/** The messages of a conversation as far as they are known, whichever branch they are on. */
export function createMessageTree(): MessageTree {
  const messages = new Map<string, ShownMessage>()
  let shape: Shape | undefined
  let tip: string | undefined

  function shapeOf(): Shape {
    if (shape) return shape
    const children: Shape['children'] = new Map()
    const newestUnder: Shape['newestUnder'] = new Map()
    const sorted = [...messages.values()].sort((one, other) => one.seq - other.seq)
    for (const { id, parentId } of sorted) {
      const siblings = children.get(parentId)
      if (siblings) siblings.push(id)
      else children.set(parentId, [id])
    }
    const newest = sorted.at(-1)?.id
    for (const { id } of sorted.reverse()) {
      for (let at = messages.get(id); at && !newestUnder.has(at.id); at = messages.get(at.parentId ?? ''))
        newestUnder.set(at.id, id)
    }
    shape = { children, newestUnder, newest }
    return shape
  }

  /** It goes, and what follows it follows another. */
  function move(from: string, to: string | null): void {
    shape = undefined
    messages.delete(from)
    for (const message of messages.values())
      if (message.parentId === from) messages.set(message.id, { ...message, parentId: to })
  }

  const tree: MessageTree = {
    get: (id) => messages.get(id),
    lastSeq: () => messages.get(shapeOf().newest ?? '')?.seq ?? 0,
    put(message) {
      const before = messages.get(message.id)
      if (before?.seq !== message.seq || before.parentId !== message.parentId) shape = undefined
      messages.set(message.id, message)
    },
    putStored(message) {
      const before = messages.get(message.id)
      if (before?.delivery === 'stored' && (isSame(before, message) || isEarlier(message, before))) return
      tree.put({ ...message, key: before?.key ?? message.id, delivery: 'stored' })
    },
    remove(id) {
      const parentId = messages.get(id)?.parentId ?? null
      if (tip === id) tip = parentId ?? undefined
      move(id, parentId)
    },
    rename(from, to) {
      if (tip === from) tip = to.id
      move(from, to.id)
      messages.set(to.id, to)
    },
    clear() {
      shape = undefined
      messages.clear()
    },
    siblings(id) {
      const message = messages.get(id)
      return message ? (shapeOf().children.get(message.parentId) ?? []) : []
    },
    show(id) {
      tip = id
    },
    branch() {
      const { newestUnder, newest } = shapeOf()
      const branch: ShownMessage[] = []
      const last = (tip !== undefined && newestUnder.get(tip)) || newest
      for (let message = messages.get(last ?? ''); message; message = messages.get(message.parentId ?? ''))
        branch.push(message)
      return branch.reverse()
    },
  }
  return tree
}
