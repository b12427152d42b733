import type { ReactNode } from 'react'

export const metadata = { title: 'Colloquy, Next.js' }

const styles = `
  body { max-width: 40rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif; }
  [role='log'] { white-space: pre-wrap; }
  .user { font-weight: 600; }
  form { display: flex; gap: 0.5rem; }
  input { flex: 1; padding: 0.5rem; }
  input, button { font: inherit; }
`

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>
        <link rel="icon" href="data:," />
        <style>{styles}</style>
        <main>
          <h1>Colloquy</h1>
          {children}
          <a href="/">New conversation</a>
        </main>
      </body>
    </html>
  )
}
