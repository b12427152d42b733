import type { CrisisNotice } from '@colloquy/client'

type Resource = CrisisNotice['resources'][number]
type Channel = Resource['channels'][number]

const dialled = (value: string): string => value.replaceAll(/[^\d+*#]/g, '')
const addressOf = (value: string): string => (value.startsWith('https://') ? value : `https://${value}`)

function Way({ channel: { kind, value, note } }: { channel: Channel }) {
  const isAddress = /^(?:https:\/\/)?[\w-]+(?:\.[\w-]+)+(?:\/\S*)?$/.test(value)
  if (kind === 'web' || kind === 'chat') {
    const words = kind === 'chat' ? `Chat: ${value}` : value
    if (!isAddress) return <span>{words}</span>
    return (
      <a href={addressOf(value)} target="_blank" rel="noopener noreferrer nofollow">
        {words}
      </a>
    )
  }
  if (kind === 'text') {
    return (
      <a href={`sms:${dialled(value)}`}>
        Text {note === undefined ? '' : `${note} to `}
        {value}
      </a>
    )
  }
  return <a href={`tel:${dialled(value)}`}>Call {value}</a>
}

export function CrisisCard({ resources }: { resources: readonly Resource[] }) {
  return (
    <section className="crisis" aria-label="Where there is help">
      <h3>Where there is help</h3>
      <ul>
        {resources.map((resource) => (
          <li key={resource.id}>
            <strong>{resource.name}</strong>
            {resource.hours !== undefined && <small>{resource.hours}</small>}
            <span className="ways">
              {resource.channels.map((channel) => (
                <Way key={`${channel.kind}${channel.value}`} channel={channel} />
              ))}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
