declare module 'react' {
  export function createElement(component: unknown): object
}

declare module 'react-dom/client' {
  interface Root {
    render(element: object): void
    unmount(): void
  }
  export function createRoot(container: object): Root
}
