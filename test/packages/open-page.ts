import { setImmediate } from 'node:timers/promises'
import { Window } from 'happy-dom'
import type { FunctionComponent } from 'react'
import type { Root } from 'react-dom/client'
import { vi } from 'vitest'

export interface Shown<Props, View> {
  /** Every view that was rendered, in order. */
  views: View[]
  /** The newest of them. */
  now(): View
  /** The first view from here on, the newest included, that fits. */
  until(fits: (view: View) => boolean): Promise<View>
  show(props: Props): void
  /** As when the tab is closed or reloaded. */
  close(): Promise<void>
}

export interface Page extends AsyncDisposable {
  window: Window
  show(component: FunctionComponent): void
  /** Renders a component that does nothing but call this hook. */
  render<Props, View>(useHook: (props: Props) => View, props: Props, isStrict?: boolean): Shown<Props, View>
}

/** A browser page with React in it; the network is the real one. */
export async function openPage(): Promise<Page> {
  await using stack = new AsyncDisposableStack()
  const window = new Window({ url: 'http://localhost:3000/' })
  stack.defer(() => window.happyDOM.close())
  vi.stubGlobal('window', window)
  vi.stubGlobal('document', window.document)
  vi.stubGlobal('sessionStorage', window.sessionStorage)
  vi.stubGlobal('requestAnimationFrame', window.requestAnimationFrame.bind(window))
  vi.stubGlobal('cancelAnimationFrame', window.cancelAnimationFrame.bind(window))
  stack.defer(() => void vi.unstubAllGlobals())
  const { createElement, StrictMode, useEffect } = await import('react')
  const { createRoot } = await import('react-dom/client')

  const owned = stack.move()

  async function closeRoot(root: Root): Promise<void> {
    root.unmount()
    // What React still has to do, and a component that leaves what it has in a later turn.
    await setImmediate()
    await setImmediate()
  }

  function openRoot(): Root {
    const container = window.document.createElement('div')
    window.document.body.append(container)
    const root = createRoot(container as unknown as Element)
    owned.defer(() => closeRoot(root))
    return root
  }

  function render<Props, View>(useHook: (props: Props) => View, first: Props, isStrict = false): Shown<Props, View> {
    const views: View[] = []
    let watchers: (() => void)[] = []
    function Probe({ props }: { props: Props }): null {
      const view = useHook(props)
      useEffect(() => {
        views.push(view)
        const woken = watchers
        watchers = []
        for (const wake of woken) wake()
      }, [view])
      return null
    }
    const root = openRoot()
    const show = (props: Props): void => {
      const probe = createElement(Probe, { props })
      root.render(isStrict ? createElement(StrictMode, null, probe) : probe)
    }
    const close = (): Promise<void> => closeRoot(root)
    show(first)
    return {
      views,
      now() {
        const view = views.at(-1)
        if (view === undefined) throw new Error('Nothing was rendered yet')
        return view
      },
      async until(fits) {
        for (let i = Math.max(0, views.length - 1); ; i += 1) {
          while (i >= views.length) await new Promise<void>((resolve) => watchers.push(resolve))
          const view = views[i] as View
          if (fits(view)) return view
        }
      },
      show,
      close,
    }
  }

  return {
    window,
    render,
    show: (component) => openRoot().render(createElement(component)),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}
