import { fewMarks } from '../../std/few-marks.ts'

/** A word as rules read it, and where it stands in the message. What was contracted is two words at one place. */
export interface Word {
  text: string
  start: number
  end: number
}

/** Stands where something was said that is not the person's own. */
export const hidden = '\u0001'

const contractions: ReadonlyMap<string, string> = new Map(
  Object.entries({
    im: 'i am',
    iam: 'i am',
    ive: 'i have',
    "i'd": 'i would',
    cant: 'can not',
    cannot: 'can not',
    "can't": 'can not',
    "won't": 'will not',
    wont: 'will not',
    "shan't": 'shall not',
    "ain't": 'is not',
    aint: 'is not',
    "let's": 'let us',
    lets: 'let us',
    its: 'it is',
    thats: 'that is',
    whats: 'what is',
    youre: 'you are',
    theyre: 'they are',
    gonna: 'going to',
    wanna: 'want to',
    u: 'you',
    ur: 'your',
    '&': 'and',
    n: 'and',
    bc: 'because',
    cuz: 'because',
    coz: 'because',
    cos: 'because',
    cause: 'because',
    favorite: 'favourite',
    favorites: 'favourites',
    fav: 'favourite',
    fave: 'favourite',
    bday: 'birthday',
    'b-day': 'birthday',
    pls: 'please',
    plz: 'please',
    mum: 'mother',
    mom: 'mother',
    mommy: 'mother',
    mummy: 'mother',
    mama: 'mother',
    dad: 'father',
    daddy: 'father',
    papa: 'father',
    bf: 'boyfriend',
    gf: 'girlfriend',
    hubby: 'husband',
    sis: 'sister',
  }),
)

const negated = new Map(
  'do does did is are was were have has had could should would must need'.split(' ').flatMap((verb) => [
    [`${verb}n't`, `${verb} not`],
    // "weren't" without its apostrophe is still one, "wont" is not here.
    [`${verb}nt`, `${verb} not`],
  ]),
)

/** Of what ends in 's only these mean "is"; with the others something belongs to somebody. */
const beings = /^(name|it|that|there|here|what|who|where|how|when|he|she|birthday|favourite|job|everything)'s$/

const folded = (text: string): string =>
  /^[\0-\x7f]*$/.test(text)
    ? text.toLowerCase()
    : fewMarks(text).toLowerCase().replaceAll('’', "'").replaceAll('ß', 'ss').normalize('NFD').replace(/\p{M}/gu, '')

function spellOut(word: string): string {
  const known = contractions.get(word) ?? negated.get(word)
  if (known !== undefined) return known
  if (!word.includes("'")) return word
  const owner = /^(.+)'s$/.exec(word)?.[1]
  const relative = owner === undefined ? undefined : contractions.get(owner)
  if (relative !== undefined) return `${relative}'s`
  const being = beings.exec(word)?.[1]
  if (being !== undefined) return `${being} is`
  return word
    .replace(/^i'm$/, 'i am')
    .replace(/^(you|we|they)'re$/, '$1 are')
    .replace(/^(i|you|we|they)'ve$/, '$1 have')
    .replace(/^(i|you|we|they|he|she|it)'ll$/, '$1 will')
    .replace(/^(you|we|they|he|she|it)'d$/, '$1 would')
}

const smiley = String.raw`[:;=]-?[)(DPp3](?![\p{L}\p{N}])`
const wordly = String.raw`[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}]|['’./&:_@-](?=[\p{L}\p{N}]))*[+#]*`
const token = new RegExp(String.raw`${smiley}|${wordly}|\p{Extended_Pictographic}|[^\s"“”„«»'‘’*_.~]`, 'gu')
const pause = /^(?:[,;()[\]–—-]|\p{Extended_Pictographic}|[:;=]-?[)(DPp3])$/u

/** They weigh what is said, and change nothing in it. */
const emphasis = new Set(
  'really actually just also currently still now totally absolutely definitely truly literally basically personally honestly simply recently finally already obviously certainly quite pretty super rly always usually mostly generally especially both very so extremely proudly lately kinda'.split(
    ' ',
  ),
)
const emphasised = new Set('i am have is are we do does not been would my ,'.split(' '))

const isEmphasis = (word: string, before: string | undefined): boolean =>
  emphasis.has(word) && before !== undefined && emphasised.has(before) && !(before === ',' && word === 'so')

/** The words between two places: lower case, without accents, contractions spelt out, every pause a comma. */
export function wordsIn(text: string, from: number, to: number): Word[] {
  const words: Word[] = []
  for (const found of text.slice(from, to).matchAll(token)) {
    const start = from + found.index
    const end = start + found[0].length
    const spelt = pause.test(found[0]) ? ',' : spellOut(folded(found[0]))
    for (const text of spelt.split(' ')) {
      const before = words.at(-1)?.text
      if (text === '' || (text === ',' && before === ',') || isEmphasis(text, before)) continue
      words.push({ text, start, end })
    }
  }
  return words
}
