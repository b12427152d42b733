import { createStore } from './store.ts'
import { createStoredText } from './stored-text.ts'
import { serverAddress } from './server-address.ts'

const forNow = createStoredText(() => sessionStorage, `colloquy:token:${serverAddress}`)
const forLong = createStoredText(() => localStorage, `colloquy:token:${serverAddress}`)

export interface Access {
  token: string | null
  /** The server wants to know who asks. */
  isWanted: boolean
  /** Why the form is shown again. */
  refusal: { title: string; detail: string } | null
  /** Grows with every token: what was read with another is read anew. */
  turn: number
}

const store = createStore<Access>({ token: forNow.read() ?? forLong.read(), isWanted: false, refusal: null, turn: 0 })

export const useAccess = store.use
export const isTokenWanted = (): boolean => store.get().isWanted
export const currentToken = (): string => store.get().token ?? ''

export function signIn(token: string, isKept: boolean): void {
  forNow.write(isKept ? null : token)
  forLong.write(isKept ? token : null)
  store.set({ token, isWanted: false, refusal: null, turn: store.get().turn + 1 })
}

export function signOut(): void {
  forNow.write(null)
  forLong.write(null)
  store.set({ token: null, isWanted: false, refusal: null, turn: store.get().turn + 1 })
}

/** The server has answered 401 to whoever held this token; a newer one is not shut out by it. */
export function refuseAccess(usedToken: string, refusal: Access['refusal']): void {
  const now = store.get()
  if (now.isWanted || (now.token ?? '') !== usedToken) return
  store.set({ ...now, isWanted: true, refusal: now.token === null ? null : refusal })
}
