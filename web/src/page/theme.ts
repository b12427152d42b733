import { createStore } from './store.ts'
import { createStoredText } from './stored-text.ts'

export type Theme = 'system' | 'light' | 'dark'

const kept = createStoredText(() => localStorage, 'colloquy:theme')
const known = (text: string | null): Theme => (text === 'light' || text === 'dark' ? text : 'system')
const store = createStore<Theme>(known(kept.read()))

function show(theme: Theme): void {
  if (theme === 'system') document.documentElement.removeAttribute('data-theme')
  else document.documentElement.setAttribute('data-theme', theme)
}

export const useTheme = store.use
export const showTheme = (): void => show(store.get())

export function setTheme(theme: Theme): void {
  kept.write(theme === 'system' ? null : theme)
  show(theme)
  store.set(theme)
}
