import type { Respell } from './respell.ts'
import { boundary, isBoundary, type Vocabulary } from './vocabulary.ts'

/** Shortened, misspelt and typed in haste, and what was meant. */
const meant = new Map(
  `
  i'm:i am|im:i am|ima:i am going to|imma:i am going to|i'mma:i am going to|i've:i have|ive:i have|i'll:i will|i'd:i would
  don't:do not|dont:do not|doesn't:does not|doesnt:does not|didn't:did not|didnt:did not|can't:can not|cant:can not
  cannot:can not|won't:will not|wont:will not|wouldn't:would not|wouldnt:would not|couldn't:could not
  couldnt:could not|shouldn't:should not|shouldnt:should not|isn't:is not|isnt:is not|aren't:are not|arent:are not
  wasn't:was not|wasnt:was not|weren't:were not|werent:were not|haven't:have not|havent:have not|hasn't:has not
  hasnt:has not|hadn't:had not|hadnt:had not|ain't:am not|aint:am not|gonna:going to|gunna:going to|gon:going to
  wanna:want to|wana:want to|gotta:have to|hafta:have to|tryna:trying to|tryin:trying|finna:going to|boutta:about to
  he's:he is|she's:she is|it's:it is|that's:that is|thats:that is|there's:there is|what's:what is|whats:what is
  who's:who is|where's:where is|how's:how is|let's:let us|here's:here is|theres:there is|everyone's:everyone is
  they're:they are|theyre:they are|we're:we are|you're:you are|youre:you are|ur:your|u:you|r:are|y:why
  they've:they have|we've:we have|you've:you have|he'd:he would|she'd:she would|they'd:they would|you'd:you would
  he'll:he will|she'll:she will|they'll:they will|you'll:you will|it'll:it will|nobody'd:nobody would
  y'all:you all|yall:you all|cuz:because|coz:because|bc:because|cos:because|'cause:because|b4:before|gf:girlfriend|bf:boyfriend
  rn:right now|tn:tonight|2nite:tonight|tonite:tonight|2night:tonight|tmrw:tomorrow|tmr:tomorrow|tmw:tomorrow|2moro:tomorrow
  tomorow:tomorrow|tommorow:tomorrow|tommorrow:tomorrow|2day:today|idk:i do not know|idc:i do not care|anymor:anymore
  any1:anyone|every1:everyone|some1:someone|no1:nobody|noone:nobody|ppl:people|smth:something|thru:through|prolly:probably
  suiside:suicide|sucide:suicide|suicde:suicide|suacide:suicide|suiciding:suicide|scuicide:suicide|sewerslide:suicide
  sucidal:suicidal|suicidial:suicidal|suisidal:suicidal|sueicide:suicide|soocide:suicide
  mself:myself|myslef:myself|myselt:myself|meself:myself|mysef:myself|yourslef:yourself|urself:yourself|hisself:himself
  theirself:themselves|themself:themselves|dieing:dying|kil:kill|kiling:killing|klil:kill|kll:kill|comit:commit
  comitted:committed|commited:committed|commiting:committing|unlive:unalive|unaliving:unalive|unalived:unalive
  selfharm:self harm|selfharming:self harming|selfharmed:self harmed|selfinjury:self injury|selfdelete:self delete
  wasnt:was not|thats:that is|alot:a lot|dnt:do not|wnt:want|thx:thank you|thanks:thank you|ty:thank you|luv:love
  pls:please|plz:please|lmao:lol|lmfao:lol|rofl:lol|haha:lol|hahaha:lol|hahahaha:lol|lolol:lol|lool:lol|jk:lol|xd:lol|hehe:lol|lmaooo:lol
  'bout:about|bout:about|rdy:ready|b:be|n:and|abt:about|jus:just|rly:really|rlly:really|frend:friend|sed:said|wat:what|wut:what|cnt:can not|wud:would|woud:would|coud:could|shoud:should|cud:could|shud:should|havnt:have not|hav:have
  lastnight:last night|gona:going to|goin:going|ded:dead|wen:when|evry:every|nuthin:nothing|becuz:because|becuase:because|dunno:do not know|2b:to be|urslf:yourself|mysel:myself|tbh:,|ngl:,|fr:,|smh:,|istg:,|tho:,|neverr:never|forevr:forever|goodby:goodbye|bye:goodbye|gn:goodnight
  `
    .trim()
    .split(/[|\n]/)
    .map((pair): [string, string[]] => {
      const [written = '', said = ''] = pair.trim().split(':')
      return [written, said.split(' ')]
    }),
)

/** Long enough that with two letters exchanged, or one left out, they are still nobody else's word. */
const mistyped =
  'myself suicide suicidal killing anymore tonight nobody everyone everybody without cutting hurting hanging overdose overdosing living tomorrow thinking thoughts tired again alive existing yourself herself himself cabinet swallowed overdosed family friend feeling starving nothing always harming ending dying going trying taking doing disappear'.split(
    ' ',
  )
const otherWords = new Set([
  'noting',
  'exiting',
  'haning',
  'fried',
  'fiend',
  'tied',
  'tried',
  'tred',
  'gong',
  'dong',
  'taping',
  'hosting',
  'haring',
  'trying',
  'feeing',
  'staring',
  'huting',
  'daying',
  'alve',
])

for (const word of mistyped) {
  const forms: string[] = word.endsWith('ing') ? [word.slice(0, -1)] : []
  for (let at = 1; at < word.length - 1; at++) {
    forms.push(word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2))
    if (word.length > 5) forms.push(word.slice(0, at) + word.slice(at + 1))
  }
  for (const form of forms) if (!otherWords.has(form) && !meant.has(form)) meant.set(form, [word])
}

/** Words that end in 's where nobody owns anything. */
const isOwned = (token: string): boolean => token.length > 3 && token.endsWith("'s")

const apart = new Map([
  ['my self', 'myself'],
  ['him self', 'himself'],
  ['her self', 'herself'],
  ['your self', 'yourself'],
  ['sui cide', 'suicide'],
  ['su icide', 'suicide'],
  ['suic ide', 'suicide'],
  ['sewer slide', 'suicide'],
  ['un alive', 'unalive'],
  ['any more', 'anymore'],
  ['good bye', 'goodbye'],
  ['no one', 'nobody'],
  ['every one', 'everyone'],
  ['over dose', 'overdose'],
])

const isApart = new Set([...apart.keys()].map((both) => both.split(' ')[0] ?? ''))

const wantsTo = new Set(['want', 'going', 'need', 'ready', 'trying', 'about', 'plan', 'have', 'like'])

/** "Should of died". */
const supposed = new Set(['should', 'would', 'could', 'might', 'must'])

const letter = 1
const sign = 2
const end = 3
const pause = 4
const quote = 5
const space = 6
/** Behind the text. */
const nothing = 0

function sortOf(code: number): number {
  if ((code >= 97 && code <= 122) || (code >= 48 && code <= 57) || code === 39) return letter
  if (code === 46 || code === 10 || code === 59 || code === 33 || code === 63 || code === 0x2026) return end
  if (code === 44 || code === 58 || code === 40 || code === 41 || code === 0x2013 || code === 0x2014) return pause
  if (code === 34 || (code >= 0x201c && code <= 0x201f) || code === 0xab || code === 0xbb) return quote
  if (code === 64 || code === 36 || code === 124 || code === 43 || code === 42) return sign
  if (code < 128 || (code >= 0x2000 && code <= 0x206f)) return space
  return code >= 0x3000 && code <= 0x303f ? end : letter
}

const sorts = Uint8Array.from({ length: 128 }, (_, code) => sortOf(code))
const sortAt = (text: string, at: number): number => {
  if (at >= text.length) return nothing
  const code = text.charCodeAt(at)
  return code < 128 ? (sorts[code] ?? nothing) : sortOf(code)
}
const laughs = /😂|🤣|😆|😅/g
const apostrophe = 39
const exclamation = 33
const question = 63
const star = 42
const dash = 45
const blank = 32

/** Without the apostrophes around it. */
function bare(text: string, start: number, end: number): string {
  let [from, to] = [start, end]
  while (from < to && text.charCodeAt(from) === apostrophe) from++
  while (from < to && text.charCodeAt(to - 1) === apostrophe) to--
  return text.slice(from, to)
}

/** Words and boundaries: `.` and `?` end a sentence, `,` a clause, `"` opens or closes somebody's words. */
function cut(folded: string): string[] {
  const text = folded.replaceAll(laughs, ' lol ')
  const tokens: string[] = []
  let last = ''
  const add = (boundary: string): void => {
    if (last !== boundary) tokens.push((last = boundary))
  }
  let isOpen = false
  for (let at = 0; at < text.length;) {
    const code = text.charCodeAt(at)
    const here = sortAt(text, at)
    const isQuote =
      code === apostrophe && isOpen !== (at > 0 && sortAt(text, at - 1) !== letter && sortAt(text, at + 1) === letter)
    if (isQuote) {
      isOpen = !isOpen
      add('"')
      at++
      continue
    }
    if (here !== letter && (here !== sign || sortAt(text, at + 1) !== letter)) {
      if (here === end) add(code === question ? '?' : '.')
      else if (here === pause) add(',')
      else if (here === quote) add('"')
      // A dash between spaces parts what is said; one inside a word does not.
      else if (code === dash && text.charCodeAt(at - 1) === blank && text.charCodeAt(at + 1) === blank) add(',')
      at++
      continue
    }
    const start = at++
    for (let next = sortAt(text, at); next !== nothing; next = sortAt(text, at)) {
      if (next !== letter) {
        const inside = text.charCodeAt(at)
        const isInside = (next === sign || inside === exclamation) && sortAt(text, at + 1) === letter
        if (!isInside && (inside !== star || text.charCodeAt(at + 1) !== star)) break
      }
      at++
    }
    const word = bare(text, start, at)
    if (word !== '') tokens.push((last = word))
  }
  return tokens
}

/** A letter by itself, or a sign that stands for one. */
function isSingle(token: string | undefined): boolean {
  if (token?.length !== 1) return false
  const code = token.charCodeAt(0)
  return (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || code === 64 || code === 36
}

const isDigit = (token: string): boolean => token >= '0' && token <= '9'

function isOfLetters(token: string): boolean {
  for (let at = 0; at < token.length; at++) {
    const code = token.charCodeAt(at)
    if (code < 97 || code > 122) return false
  }
  return true
}

/** Letters set apart by spaces or points, joined: "d.i.e", "k i l l". */
function joined(tokens: readonly string[], respell: Respell): string[] {
  const whole: string[] = []
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] ?? ''
    if (token.length >= 8 && isOfLetters(token)) {
      for (const word of respell.run(token)) whole.push(word)
      continue
    }
    if (!isSingle(token) || isDigit(token)) {
      whole.push(token)
      continue
    }
    let letters = token
    let last = at
    for (let next = at + 1; next < tokens.length; next++) {
      const here = tokens[next] ?? ''
      if (isSingle(here)) {
        letters += here
        last = next
      } else if ((here !== '.' && here !== ',') || !isSingle(tokens[next + 1])) break
    }
    if (letters.length < 3) {
      whole.push(token)
      continue
    }
    for (const word of respell.run(letters)) whole.push(word)
    at = last
  }
  return whole
}

/** Words that may be read with the one before them. */
const follows = new Set(['of', '2', ...[...apart.keys()].map((both) => both.split(' ')[1] ?? '')])

function withBefore(before: string, word: string): string {
  if (word === 'of' && supposed.has(before)) return 'have'
  return word === '2' && wantsTo.has(before) ? 'to' : word
}

export interface Tokens {
  words: string[]
  /** Each as its number in the vocabulary. */
  numbers: number[]
}

/** A word that is itself whatever stands before it. */
interface Plain {
  word: string
  number: number
}

const isPlain = (said: Plain | readonly string[]): said is Plain => 'word' in said

/** Reads a text as words that rules can ask for; `known` are all of those. */
export function createTokens(
  known: ReadonlySet<string>,
  { numberOf }: Vocabulary,
  respell: Respell,
): (folded: string) => Tokens {
  /** What needs no respelling: as the one word that it is, or as words that those before them may change. */
  const said = new Map<string, Plain | readonly string[]>()
  for (const word of known) {
    const own = isOwned(word) ? word.slice(0, -2) : word
    said.set(word, follows.has(own) ? [own] : { word: own, number: numberOf(own) })
  }
  for (const [written, words] of meant) said.set(written, words)

  function asSaid(token: string): readonly string[] {
    const spelt = respell.word(token)
    const words = spelt === token ? undefined : meant.get(spelt)
    return words ?? [isOwned(token) ? token.slice(0, -2) : spelt]
  }

  return (folded) => {
    const read: Tokens = { words: [], numbers: [] }
    let before = ''
    const add = (word: string, number: number): void => {
      read.words.push((before = word))
      read.numbers.push(number)
    }
    for (const token of joined(cut(folded), respell)) {
      if (isBoundary(token)) {
        add(token, boundary)
        continue
      }
      const meaning = said.get(token) ?? asSaid(token)
      if (isPlain(meaning)) {
        add(meaning.word, meaning.number)
        continue
      }
      for (const word of meaning) {
        const both = follows.has(word) && isApart.has(before) ? apart.get(`${before} ${word}`) : undefined
        if (both !== undefined) {
          read.words.pop()
          read.numbers.pop()
        }
        const whole = both ?? withBefore(before, word)
        add(whole, numberOf(whole))
      }
    }
    return read
  }
}
