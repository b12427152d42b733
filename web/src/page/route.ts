import { useSyncExternalStore } from 'react'

export interface Route {
  conversationId: string | undefined
  /** The message that a search has found. */
  messageId: string | undefined
}

/** Behind the hash, a path works on every host alike, with nothing to be set up there. */
export const pathTo = ({ conversationId, messageId }: Partial<Route>): string => {
  if (conversationId === undefined) return '#/'
  const message = messageId === undefined ? '' : `?m=${encodeURIComponent(messageId)}`
  return `#/c/${encodeURIComponent(conversationId)}${message}`
}

function decoded(part: string | undefined): string | undefined {
  if (part === undefined) return undefined
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

function read(hash: string): Route {
  const found = /^#\/c\/([^/?#]+)(?:\?m=([^&]+))?$/.exec(hash)
  return { conversationId: decoded(found?.[1]), messageId: decoded(found?.[2]) }
}

let known = { hash: '', route: read('') }

/** By now; a component that waits for something knows an older one. */
export function currentRoute(): Route {
  if (location.hash !== known.hash) known = { hash: location.hash, route: read(location.hash) }
  return known.route
}

function subscribe(listener: () => void): () => void {
  addEventListener('hashchange', listener)
  addEventListener('popstate', listener)
  return () => {
    removeEventListener('hashchange', listener)
    removeEventListener('popstate', listener)
  }
}

export const useRoute = (): Route => useSyncExternalStore(subscribe, currentRoute)

export function go(route: Partial<Route>, how: 'push' | 'replace' = 'push'): void {
  const path = pathTo(route)
  if (path === (location.hash || '#/')) return
  if (how === 'push') history.pushState(null, '', path)
  else history.replaceState(null, '', path)
  dispatchEvent(new PopStateEvent('popstate'))
}
