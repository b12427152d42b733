import { hadBeing, ownBeings, type Being } from './beings.ts'
import { part, type Clause, type Found, type Phrase, type Rule } from './clause.ts'
import { capitalised } from './letter-case.ts'
import { namesAfter } from './naming.ts'
import { pattern } from './patterns.ts'
import { children, counts, relationship, relationships } from './relationships.ts'
import { firstOf } from './sayings.ts'

const partners = new Set(['wife', 'husband', 'partner', 'girlfriend', 'boyfriend', 'fiancé', 'fiancée', 'spouse'])
const only = new Set(['mother', 'father', 'stepmother', 'stepfather', 'mother-in-law', 'father-in-law'])
const lost = /\b(?:dead|died|passed|deceased|ex|former|late)\b/

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)
const listed = (names: readonly Phrase[]): string => names.map(({ raw }) => capitalised(raw)).join(' and ')
const slotOf = (what: string): string | null => (partners.has(what) ? 'partner' : only.has(what) ? what : null)

function called(being: Being, names: readonly Phrase[]): Found {
  const one = names.length === 1
  const what = one && being.many ? being.what.replace(/s$/, '') : being.what
  return {
    text: `${capital(what)} ${one ? 'is' : 'are'} called ${listed(names)}`,
    slot: slotOf(what),
    topic: `family:${what}${one ? ` ${names[0]?.text}` : ''}`,
    importance: 0.7,
  }
}

/** "a daughter Lea", "two kids". */
function haves(clause: Clause, being: Being, count: string): Found[] {
  const names = namesAfter(clause, being)
  if (!being.many && names.length > 0) return [called(being, names)]
  const rest = part(clause, being.to).text
  const ends =
    rest === '' ||
    /^(?:,|and|all|who|in|at|aged|of|from|called|named|too|now|that|with|under|between|together)(?: |$)/.test(rest)
  if (!ends || (count === '' && !/^twin |^(?:twins|triplets|kids|children|grandchildren|grandkids)$/.test(being.what)))
    return []
  const what = part(clause, being.from, being.to).raw
  if (!being.many) {
    const text = `Has ${/^(?:an?|one|\d)/i.test(count) ? count : 'a'} ${what}`
    return [{ text, topic: `family:${being.what}`, importance: 0.65 }]
  }
  const whom = names.length > 0 ? ` called ${listed(names)}` : ''
  const text = `Has ${count === '' ? '' : `${count} `}${what.toLowerCase()}${whom}`
  const slot = /^(?:children|kids)$/.test(being.what) ? 'children' : null
  return [{ text, slot, topic: `family:${being.what}`, importance: 0.7 }]
}

const told = firstOf([
  [
    pattern('d')`
      ^i am (?:an? |the )?(?<kind>(?:\S+ ){0,2}?)(?:(?<grand>grand\S+)|mother|father|parent) (?:of|to) (?:
        (?<young>
          an? (?:
            \d+|two|three|four|five|six|seven|eight|nine|ten
          ) (?:year|yr|month|week) old(?: (?:boy|girl|son|daughter))?
          |an? (?:toddler|newborn|teenager|baby|little boy|little girl)
        )
        |(?<count>\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|twins|triplets)
      )(?: (?<who>boys|girls|kids|children|sons|daughters))?(?= |$)
    `,
    (taken, clause) => {
      const single = /^(?:single|solo)$/.test(taken('kind').text) ? [relationship(`Is ${part(clause, 2, 5).raw}`)] : []
      if (taken('young').text !== '') return [children(`Has ${taken('young').raw}`), ...single]
      const count = taken('count').raw.toLowerCase()
      const who = taken('who').text || (taken('grand').text === '' ? 'children' : 'grandchildren')
      return [children(`Has ${/^t(?:wins|riplets)$/.test(count) ? count : `${count} ${who}`}`), ...single]
    },
  ],
  ...relationships,
  [
    pattern('d')`
      ^i (?:am|have become|became|am going to be) (?<what>
        an? (?:(?:single|solo|new|proud|working|first-time|stay-at-home|stay at home) )?(?:
          parent|mother|father|grandmother|grandfather|grandparent|grandma|grandpa|gran|granny|grandad|granddad
          |twin|uncle|aunt|godfather|godmother
        )
      )(?= ,|$| and | now| for | since | last| this| yesterday)
    `,
    (taken) => [{ text: `Is ${taken('what').raw}`, topic: `family:${taken('what').text}`, importance: 0.65 }],
  ],
  [
    pattern('d')`
      ^i am (?<what>
        the (?:oldest|eldest|youngest|middle)(?: child)?(?:
          [ ]of (?:
            two|three|four|five|six|seven|eight|nine|ten|\d+
          )(?: (?:siblings|kids|children|brothers|sisters))?
        )?
      )$
    `,
    (taken) => [{ text: `Is ${taken('what').raw}`, importance: 0.6 }],
  ],
  [
    /^(?:i|we) (?:have|are having|am having|are expecting) (?<what>twins|triplets|a baby|another baby|a little one) on the way\b/d,
    (taken) => [{ text: `Is expecting ${taken('what').raw}`, topic: 'plan:baby', importance: 0.7 }],
  ],
  [/^i am an only child\b/, () => [{ text: 'Is an only child', importance: 0.6 }]],
  [
    /^(?:i|we) /,
    (_, clause) => {
      const had = hadBeing(clause)
      return had?.being.kind === 'relative' && !lost.test(clause.text) ? haves(clause, had.being, had.count) : undefined
    },
  ],
])
const ours = new RegExp(
  String.raw`\b(?:with|and|for|have) (?:my|our) (?<count>${counts}) (?<who>kids|children|sons|daughters|boys|girls)$`,
)

/** "With our three kids". */
function countedKin({ text, joiner, before }: Clause): Found[] {
  const goesOn = joiner === 'and' && / with (?:my|our) /.test(before)
  const match = ours.exec(goesOn ? `with ${text}` : text)?.groups
  return match ? [children(`Has ${match['count']} ${match['who']}`)] : []
}

/** Family, as it is stated, and by name where it is told in passing: "my sister Mia lives in Rome". */
export const family: Rule = (clause, saidAt) => {
  const stated = told(clause, saidAt)
  if (lost.test(clause.text)) return stated
  const named = ownBeings(clause)
    .filter(({ kind }) => kind === 'relative')
    .flatMap((being) => {
      const names = namesAfter(clause, being)
      return names.length > 0 ? [called(being, names)] : []
    })
    .concat(countedKin(clause))
  return stated.some(({ slot }) => slot === 'partner') ? stated : [...stated, ...named]
}
