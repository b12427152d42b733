import { set } from './clause.ts'

const small = set(`
  of the de del da di du der den des la las los le les el al and in on upon sur sous am an a near outside in y e
  van von
`)

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)

export const isCapital = (word: string): boolean => /^\p{Lu}/u.test(word) && !/^\p{Lu}{3,}$/u.test(word)

/** A name as it is written, also where nobody took the trouble. */
export function capitalised(raw: string): string {
  if (/\p{Lu}/u.test(raw)) return raw
  return raw
    .split(' ')
    .map((word, at) => (at > 0 && small.has(word) ? word : word.split('-').map(capital).join('-')))
    .join(' ')
}

export const asSentence = capital
