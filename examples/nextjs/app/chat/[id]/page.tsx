import { Chat, type Told } from './chat.tsx'

const server = process.env['COLLOQUY_URL'] ?? 'http://localhost:8000'

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const path = `/ai-sdk/chat/${encodeURIComponent(id)}/messages`
  const response = await fetch(server + path, { cache: 'no-store' }).catch(() => undefined)
  if (response?.ok) return <Chat key={id} id={id} told={(await response.json()) as Told[]} />
  const { detail } = (await response?.json()) ?? {
    detail: 'Colloquy cannot be reached. Start it, or name it in COLLOQUY_URL, and reload this page.',
  }
  return <p role="alert">{detail}</p>
}
