import { hadBeing, ownBeings, type Being } from './beings.ts'
import { part, type Clause, type Found, type Phrase, type Rule } from './clause.ts'
import { capitalised } from './letter-case.ts'
import { namesAfter } from './naming.ts'
import { pattern } from './patterns.ts'

const lost =
  /\b(?:dead|died|passed|late|ex|used to|had|friend's|neighbou?r's|lost|ran away|put down|dream|calling|naming|renaming)\b/
/** An animal that is none, by the word before or after it. */
const noAnimal = pattern('')`
  \b(?:
    hot|guard|police|stuffed|toy|chinese|virtual|plush|video|comic|computer|wireless|gaming|bad|chest|jersey
    |big|lap|city|house|of|in|on|for|game|costume|problem|friend
  )\b
`
const compound = pattern('')`
  ^(?:
    walk\S*|groom\S*|train\S*|sitting|person|lover|allergy|food|costume|walker|owner|problem|shelter|sitter
    |trainer|day|phobia|toy|house|bed|collar|video|meme|tattoo
    |in (?:my (?:dream|game|throat)|th\S+ (?:fight|race|game|hunt))|on my|people|farm|stall|hair|nap|scan|show
    |fight|peeve|to|test|results?|report|work|coat
  )
`

const listed = (names: readonly Phrase[]): string => names.map(({ raw }) => capitalised(raw)).join(' and ')
const article = (word: string): string => (/^[aeiou]/i.test(word) ? 'an' : 'a')

function called({ what, many }: Being, names: readonly Phrase[], count: string): Found {
  const kind = names.length === 1 ? what.replace(/(?<=pupp|bunn|pon|kitt)ies$/, 'y').replace(/(?<=[^s])s$/, '') : what
  if (many && names.length > 1)
    return {
      text: `Has ${count === '' ? '' : `${count} `}${what} called ${listed(names)}`,
      topic: `pet:${what}`,
      importance: 0.65,
    }
  return {
    text: `Has ${article(kind)} ${kind} called ${listed(names)}`,
    topic: `pet:${kind} ${names[0]?.raw.toLowerCase()}`,
    importance: 0.65,
  }
}

/** "a small brown dog", "two cats". */
function haves(clause: Clause, being: Being, count: string): Found[] {
  const names = namesAfter(clause, being)
  const rest = part(clause, being.to).text
  const which = part(clause, being.from, being.to)
  if (compound.test(rest) || noAnimal.test(which.text)) return []
  if (names.length > 0) return [called(being, names, count)]
  if (/^(?:called|named)\b/.test(rest)) return []
  const what = which.raw
  const how = being.many ? count.toLowerCase() : article(what)
  if (being.many && count === '' && !/^(?:$|,|and|in|at)/.test(rest)) return []
  return [{ text: `Has ${how === '' ? '' : `${how} `}${what}`, topic: `pet:${being.what}`, importance: 0.6 }]
}

/** Animals that somebody has, and by name where that is told in passing. */
export const pets: Rule = (clause) => {
  if (lost.test(clause.text)) return []
  const had = hadBeing(clause)
  if (had?.being.kind === 'pet') return haves(clause, had.being, had.count)
  return ownBeings(clause)
    .filter((being) => being.kind === 'pet' && !noAnimal.test(part(clause, being.from, being.to).text))
    .flatMap((being) => {
      const names = namesAfter(clause, being)
      return names.length > 0 ? [called(being, names, '')] : []
    })
}
