import { type KeyboardEvent, useId, useRef } from 'react'
import { Icon, type IconName } from './icon.tsx'
import { IconButton } from './icon-button.tsx'

export interface MenuEntry {
  label: string
  icon: IconName
  isGrave?: boolean
  choose(): void
}

/** A button and what it offers; in the top layer, so that no list cuts it off. */
export function Menu({ label, entries }: { label: string; entries: readonly MenuEntry[] }) {
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const items = (): HTMLButtonElement[] => [...(list.current?.querySelectorAll('button') ?? [])]

  function place(isOpen: boolean): void {
    button.current?.setAttribute('aria-expanded', String(isOpen))
    const { current } = list
    const edge = button.current?.getBoundingClientRect()
    if (!isOpen || !current || !edge) return
    const { width, height } = current.getBoundingClientRect()
    const below = edge.bottom + 4
    current.style.left = `${Math.max(8, Math.min(edge.right - width, innerWidth - width - 8))}px`
    current.style.top = `${below + height > innerHeight ? Math.max(8, edge.top - height - 4) : below}px`
    items()[0]?.focus()
  }

  function close(): void {
    list.current?.hidePopover()
    button.current?.focus()
  }

  function move(event: KeyboardEvent): void {
    const all = items()
    const at = all.indexOf(document.activeElement as HTMLButtonElement)
    const next = { ArrowDown: at + 1, ArrowUp: at - 1 + all.length, Home: 0, End: all.length - 1 }[event.key]
    if (event.key === 'Tab') list.current?.hidePopover()
    if (next === undefined) return
    event.preventDefault()
    all[next % all.length]?.focus()
  }

  return (
    <>
      <IconButton
        ref={button}
        icon="more"
        label={label}
        className="menu-button"
        aria-haspopup="menu"
        aria-expanded={false}
        popoverTarget={id}
      />
      <div
        id={id}
        ref={list}
        popover="auto"
        role="menu"
        aria-label={label}
        className="menu"
        onToggle={(event) => place(event.newState === 'open')}
        onKeyDown={move}
      >
        {entries.map(({ label: name, icon, isGrave, choose }) => (
          <button
            key={name}
            type="button"
            role="menuitem"
            tabIndex={-1}
            className={isGrave ? 'menu-item menu-item-grave' : 'menu-item'}
            onClick={() => {
              close()
              choose()
            }}
          >
            <Icon name={icon} />
            {name}
          </button>
        ))}
      </div>
    </>
  )
}
