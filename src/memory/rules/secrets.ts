import { oneOf, pattern } from './patterns.ts'

/** Where in a message something stands that opens or pays for something. */
export interface Span {
  start: number
  end: number
}

/** What is secret, by the word that people give it; the value is what follows. */
const labels = oneOf(`
  password, passwd, pass word, passcode, pass code, passphrase, pass phrase, pwd, pw, pass(?= ?[:=]), pin,
  pin code, pin number, cvv, cvc, cvv2, otp, one[- ]time (?:code|password), verification code, security code,
  access code, door code, gate code, alarm code, safe code, unlock code, backup codes?, recovery codes?,
  2fa code, api[- _]?key, secret[- _]?key, private[- _]?key, access[- _]?key, access[- _]?token,
  auth[- _]?token, bearer[- _]?token, client[- _]?secret, secret, token, ssn, social security(?: number)?,
  national insurance number, ni number, sort code, account (?:number|no), acc(?:t)? no, routing number,
  card (?:number|no), credit card, debit card, visa card, mastercard, amex, iban, seed phrase,
  recovery phrase, mnemonic, passport (?:number|no), licen[sc]e number, aadhaar(?: number| no)?,
  pan (?:number|card), medicare number, nhs number, tax id, login, credentials, security answer, wifi key,
  upi pin, crypto wallet, wallet key
`)
const labelled = pattern('gd')`
  \b(?:${labels})s?\b(?: (?:for|of|to|on|at) (?:my |the |our )?[\w.@-]{1,40}(?: [\w.@-]{1,40})?)?(?:
    [ ](?:is|was|are|=|now|still|just|currently|has been|will be|changed|set|called|number|code|to)| ?[:=]
  ){1,4} ?["'“‘]?(?<value>
    (?:(?! (?:and|but|so|because|which|btw|please|can|i|my|now) |[.!?](?:\s|$))[^\n,;]){1,160}
  )
`
/** "Use the password letmein123": what looks as no word does. */
const beside = new RegExp(String.raw`\b(?:${labels}) ["'“‘]?(?<value>(?=\S{0,60}[\d!@#$%^&*_])[^\s,;]{4,60})`, 'gd')
const digits = /(?<![\w-])\d(?:[ -]?\d){11,18}(?![\w-])/g
const shapes: readonly RegExp[] = [
  /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\b/g,
  /(?<![\d-])\d{3}-\d{2}-\d{4}(?![\d-])/g,
  /\b(?:sk|pk|rk|gsk|sess|key)[-_](?:live_|test_|proj-|ant-)?[\w-]{12,200}/g,
  /\b(?:gh[pousr]_|github_pat_|glpat-|xox[abprs]-|hf_|npm_|pypi-|dop_v1_|shpat_|whsec_|AKIA|ASIA|AIza|ya29\.|SG\.)[\w.-]{10,200}/g,
  /\beyJ[\w-]{8,1000}\.[\w-]{4,2000}(?:\.[\w-]{0,1000})?/g,
  /-----BEGIN [A-Z ]{3,40}-----[^]{0,8000}?(?:-----END [A-Z ]{3,40}-----|$(?![^]))/g,
  /\b[a-z][a-z\d+.-]{1,20}:\/\/[^\s/:@]{1,80}:[^\s/@]{1,80}@/g,
  /\b[Bb]earer [\w.~+/-]{12,500}/g,
]
/** As long as a key, and mixed as one. */
const random =
  /(?<![\w+/=.-])(?=[\w+/=-]{0,200}\d)(?=[\w+/=-]{0,200}[a-z])(?=[\w+/=-]{0,200}[A-Z])[\w+/=-]{24,400}(?![\w+/=.-])/g
const hexadecimal = /(?<!\w)(?=[a-f\d]{0,64}\d)(?=[a-f\d]{0,64}[a-f])[a-f\d]{32,128}(?!\w)/g
const nothing = pattern('i')`
  ^(?:
    \W*
    |(?:
       not|wrong|too|the same|in|on|so|very|really|a secret|secret|safe|strong|weak|hard|never|required
       |missing|expired|invalid|incorrect|what|why|how|being|still|no longer|correct|forgotten|lost|been
       |hidden|somewhere|written|saved|stored|out|that|to
     )\b.*
  )$
`

/** The last digit of a card's number is the sum of the others. */
function isCard(text: string): boolean {
  const numbers = text.replace(/\D/g, '')
  if (numbers.length < 13 || numbers.length > 19) return false
  let sum = 0
  for (let at = 0; at < numbers.length; at++) {
    const digit = Number(numbers.at(-1 - at))
    sum += at % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2
  }
  return sum % 10 === 0
}

/** Passwords, keys and numbers of cards in a text, without the words that say what they are. */
export function secretsIn(text: string): Span[] {
  const found: Span[] = []
  const low = text.toLowerCase()
  // Offsets stay as they are only where small letters are as long as capitals.
  const readable = low.length === text.length ? low : text
  for (const pattern of [labelled, beside])
    for (const match of readable.matchAll(pattern)) {
      const [start, end] = match.indices?.groups?.['value'] ?? [0, 0]
      if (end > start && !nothing.test(readable.slice(start, end))) found.push({ start, end })
    }
  for (const { 0: all, index } of text.matchAll(digits))
    if (isCard(all)) found.push({ start: index, end: index + all.length })
  for (const pattern of [...shapes, random, hexadecimal])
    for (const { 0: all, index } of text.matchAll(pattern)) found.push({ start: index, end: index + all.length })
  return found.sort((a, b) => a.start - b.start)
}

/** The longest part of a range that holds no secret. */
export function withoutSecrets(text: string, range: Span, secrets: readonly Span[]): string {
  let longest = ''
  let from = range.start
  const take = (to: number): void => {
    const part = to > from ? text.slice(from, Math.min(to, range.end)) : ''
    if (part.length > longest.length) longest = part
  }
  for (const { start, end } of secrets) {
    if (end <= from || start >= range.end) continue
    take(start)
    from = end
  }
  take(range.end)
  return longest.trim()
}
