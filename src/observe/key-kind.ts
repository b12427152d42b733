/**
 * What the name of a value gives away: `text` is what people and models say, `count` is a number of tokens,
 * `url` may drag a query string along.
 */
export type KeyKind = 'plain' | 'secret' | 'count' | 'text' | 'url'

const SECRET =
  /passw|passphrase|secret|token|apikey|authorization|auth$|cookie|credential|bearer|jwt|(private|access|signing|encryption|admin)key/
const SECRET_NAMES = new Set(['key', 'pass', 'pwd', 'pin', 'otp', 'sid', 'signature'])
const COUNT = /tokens|tokencount|tokenlimit|tokenbudget|(max|min)token/
const URL_NAMES = new Set(['url', 'path', 'href', 'originalurl', 'location', 'referer', 'referrer'])
const TEXT_NAMES = new Set(
  (
    'answer assistantresponse body chunk comment completion content delta fact facts frame input memories memory ' +
    'message messages metadata output parameters params payload prompt q query question quote rawbody reply request ' +
    'response search snippet summary systemprompt text title usermessage'
  ).split(' '),
)

const classify = (key: string): KeyKind => {
  const name = key.replace(/[^a-z0-9]/gi, '').toLowerCase()
  if (COUNT.test(name)) return 'count'
  if (SECRET_NAMES.has(name) || SECRET.test(name)) return 'secret'
  if (TEXT_NAMES.has(name)) return 'text'
  return URL_NAMES.has(name) ? 'url' : 'plain'
}

// Our own names are few; a stranger's must not grow this without end.
const MAX_KNOWN = 1000
const known = new Map<string, KeyKind>()

export const keyKind = (key: string): KeyKind => {
  const found = known.get(key)
  if (found !== undefined) return found
  const kind = classify(key)
  if (known.size < MAX_KNOWN && key.length <= 64) known.set(key, kind)
  return kind
}
