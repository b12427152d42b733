/** Words that no message holds by chance. */
export const rareWord = 'zygomorphic'

const syllables =
  'ba be bi bo da de di do fa fe fi fo ga ge gi go ka ke ki ko la le li lo ma me mi mo na ne ni no'.split(' ')
const vocabulary = 20_000
const shortest = 6
const longest = 40

/** Of each rank one, and no two the same; those that are said most are the shortest. */
export function wordOf(rank: number): string {
  const [syllable = '', left] = [syllables[rank % syllables.length], Math.floor(rank / syllables.length)]
  return left === 0 ? syllable : syllable + wordOf(left - 1)
}

export interface Speaker {
  /** Its words are as frequent as those of a language: the second half as often as the first, and so on. */
  sentence(words?: number): string
}

/** The same seed says the same. */
export function createSpeaker(seed: number): Speaker {
  let state = seed
  function random(): number {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const someWord = (): string => wordOf(Math.floor(vocabulary ** random()) - 1)
  return {
    sentence(words = shortest + Math.floor(random() * (longest - shortest))) {
      const said = Array.from({ length: words }, someWord).join(' ')
      return `${said}${random() < 1 / 8 ? '?' : '.'}`
    },
  }
}
