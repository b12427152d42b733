import type { RiskSubject } from '../../ports/classifier.ts'
import { fill } from './fill.ts'
import type { Resource, ResourceChannel } from './resource.ts'
import { allTexts, textsIn, type WrittenTexts } from './written-texts.ts'

/** Contacts of a message: more would bury them. */
const mostRows = 2
const mostChannels = 2

/** Of all cards, whatever is filled in: what stands before the first place. */
const cardOpenings = allTexts.flatMap(({ support }) =>
  Object.values(support).flatMap((cards) => cards.map((card) => card.slice(0, card.indexOf('{')))),
)

/** FNV-1a: the same conversation finds the same words on every node and after every start. */
function variantFor(seed: string, variants: readonly string[]): string {
  let hash = 0x811c9dc5
  for (let i = 0; i < seed.length; i += 1) hash = Math.imul(hash ^ seed.charCodeAt(i), 0x01000193)
  return variants[(hash >>> 0) % variants.length] ?? ''
}

function channelText({ kind, value, note = '' }: ResourceChannel, { channels }: WrittenTexts): string {
  if (kind === 'emergency') return value
  return fill(channels[kind === 'text' && note !== '' ? 'word' : kind], { value, note })
}

function contactText({ name, channels, hours }: Resource, mostOfIt: number, texts: WrittenTexts): string {
  const spoken = channels.filter(({ kind }) => kind !== 'web')
  const shown = (spoken.length > 0 ? spoken : channels).slice(0, mostOfIt).map((channel) => channelText(channel, texts))
  if (hours !== undefined && hours !== '24/7') shown.push(hours)
  return `${name} (${shown.join(', ')})`
}

/** The sentence that says whom one can talk to. */
function lineText(resources: readonly Resource[], texts: WrittenTexts): string {
  const lines = resources.filter(({ channels }) => channels.every(({ kind }) => kind !== 'emergency'))
  const near = lines.filter(({ country }) => country !== null).slice(0, mostRows)
  const rows = near.length > 0 ? near : lines.slice(0, 1)
  if (rows.length === 0) return texts.line.none
  const contacts = rows.map((row, i) => contactText(row, i === 0 ? mostChannels : 1, texts)).join('; ')
  if (near.length === 0) return fill(texts.line.directory, { contacts })
  return fill(near.every(({ hours }) => hours === '24/7') ? texts.line.now : texts.line.known, { contacts })
}

function emergencyText(resources: readonly Resource[], texts: WrittenTexts): string {
  const number = resources.flatMap(({ channels }) => channels).find(({ kind }) => kind === 'emergency')?.value
  return number === undefined ? texts.emergency.unknown : fill(texts.emergency.known, { number })
}

function written(template: string, resources: readonly Resource[], texts: WrittenTexts): string {
  return fill(template, { line: lineText(resources, texts), emergency: emergencyText(resources, texts) })
}

/** What a person at risk is told before anything else; of the resources those for where they are. */
export function crisisText(level: 3 | 4, language: string, seed: string, resources: readonly Resource[]): string {
  const texts = textsIn(language)
  return written(variantFor(seed, texts.crisis[level]), resources, texts)
}

/** An answer without the card behind it, which is known by its beginning: where there is help differs. */
export function withoutCard(text: string): string {
  const at = text.lastIndexOf('\n\n')
  const last = at === -1 ? text : text.slice(at + 2)
  return cardOpenings.some((opening) => last.startsWith(opening)) ? text.slice(0, Math.max(at, 0)) : text
}

/** What stands after an answer at level 2; whoever worries about another is told how to help. */
export function supportCard(
  subject: RiskSubject,
  language: string,
  seed: string,
  resources: readonly Resource[],
): string {
  const texts = textsIn(language)
  return written(variantFor(seed, texts.support[subject === 'other' ? 'other' : 'self']), resources, texts)
}
