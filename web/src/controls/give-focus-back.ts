/** To what had it; where that is gone, to the top of what is open, or to where one writes. */
export function giveFocusBack(before: Element | null): void {
  if (before instanceof HTMLElement && before !== document.body && before.isConnected) {
    before.focus()
    return
  }
  const open = [...document.querySelectorAll('dialog[open]')].at(-1)
  const next = open ? open.querySelector<HTMLElement>('a, button, input') : document.querySelector('textarea')
  next?.focus()
}
