/** Where a link may lead; undefined for what must not be one. Who stands before an @ is not whom the browser asks. */
export function safeLink(address: string): URL | undefined {
  if (!/^(?:https?:\/\/|mailto:)/i.test(address) || !URL.canParse(address)) return undefined
  const url = new URL(address)
  if (url.protocol === 'mailto:') return url
  return url.username === '' && url.password === '' && url.hostname !== '' ? url : undefined
}

const looksLikeHost = /^\s*(?:https?:\/\/)?((?:[^\s/@:?#.]+\.)+[^\s/@:?#.\d]{2,})(?=$|[\s/:?#])/iu

function hostIn(text: string): string | undefined {
  const host = looksLikeHost.exec(text)?.[1]
  if (host === undefined || !URL.canParse(`https://${host}`)) return undefined
  return new URL(`https://${host}`).hostname
}

const bare = (host: string): string => host.replace(/^www\./, '')

/** The host that a reader is to be told: the words of the link name another, or letters that look like others. */
export function hostToTell(url: URL, words: string): string | undefined {
  if (url.protocol === 'mailto:') return undefined
  if (url.hostname.split('.').some((label) => label.startsWith('xn--'))) return url.hostname
  const named = hostIn(words)
  return named === undefined || bare(named) === bare(url.hostname) ? undefined : url.hostname
}

/** Marks that turn or hide the words of a link. */
export const withoutHiddenMarks = (words: string): string =>
  words.replaceAll(/[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '')
