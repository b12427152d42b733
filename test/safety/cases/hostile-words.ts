const clauses =
  'i want to|kill myself|i am going to|do not want to|end my life|cut my wrists|better off without me|she said|my friend|song|if i|overdose on pills|tonight|not|going to die|i have the pills|hurt myself|wish i was dead|everyone would|nobody would care|goodbye|note'.split(
    '|',
  )
const syllables = 'ka lo mi tre san ou ver ing est pro de con al ly er th re kil sui my'.split(' ')
const elsewhere =
  'quiero vida mourir envie sterben leben morrer viver morire vita dood leven livet dod zyc umrzec zivot жить умереть життя ζωη hayat olmek نفسي الموت חיים למות मर जीवन 死 生き 죽 chet song mati hidup ตาย'.split(
    ' ',
  )
const digits: Readonly<Record<string, string>> = { a: '4', e: '3', i: '1', o: '0', s: '5', t: '7' }

/** Texts of a given length that say nothing twice, so that remembering what was read is of no use. */
export function hostileWords(length: number): readonly { name: string; text: string }[] {
  let state = 20_240_601
  const below = (most: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * most)
  }
  const one = (list: readonly string[]): string => list[below(list.length)] ?? ''
  const word = (): string => Array.from({ length: 1 + below(4) }, () => one(syllables)).join('')
  const of = (piece: () => string): string => {
    let text = ''
    while (text.length < length) text += piece()
    return text.slice(0, length)
  }
  const end = (): string => one([' ', ' ', ' ', ' ', ', ', '. '])
  return [
    { name: 'random words', text: of(() => word() + end()) },
    { name: 'random words, no spaces', text: of(word) },
    {
      name: 'random doubled letters',
      text: of(() => one(clauses).replace(/[a-z]/g, (a) => a.repeat(1 + below(3))) + end()),
    },
    { name: 'random digits', text: of(() => word().replace(/[aeiost]/g, (a) => one([a, digits[a] ?? a])) + end()) },
    { name: 'random clauses', text: of(() => one(clauses) + end()) },
    { name: 'thirty languages', text: of(() => one(elsewhere) + end()) },
  ]
}
