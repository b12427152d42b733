import { ownBeings } from './beings.ts'
import type { Clause, Found } from './clause.ts'
import { givenNames } from './given-names.ts'
import { capitalised } from './letter-case.ts'
import { goesOn, looksNamed, nameAt } from './names.ts'
import { namesAfter } from './naming.ts'
import { pattern } from './patterns.ts'
import type { Saying } from './sayings.ts'

export const counts = String.raw`\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten`

export const relationship = (text: string): Found => ({ text, slot: 'relationship', importance: 0.65 })
export const children = (text: string): Found => ({ text, slot: 'children', topic: 'family:children', importance: 0.7 })

/** A partner by name, with or without what they are: "my girlfriend Lily". */
function partnerAt(clause: Clause, at: number): string | undefined {
  const own = ownBeings(clause).find(({ from }) => from > at)
  const named = own ? namesAfter(clause, own)[0] : undefined
  if (named) return capitalised(named.raw)
  const first = clause.words[at]
  if (!first || !looksNamed(first.text, clause.message.slice(first.start, first.end))) return undefined
  return capitalised(nameAt(clause, at, 3).raw)
}

const withKids = new RegExp(
  String.raw` with (?<count>${counts}) (?<who>kids|children|sons|daughters|boys|girls)(?= |$)`,
)
const toWhom = / (?:married|engaged|wed) to (?!be married$|an? |someone\b|him\b|her\b|them\b)/

/** Whoever is married to the sea is not. */
const isFigure = (clause: Clause): boolean =>
  toWhom.test(clause.text) && !ownBeings(clause).some(({ kind }) => kind === 'relative')

/** With whom somebody is, or that they are not. */
export const relationships: readonly Saying[] = [
  [
    /^(?:i|we) (?:am|are) (?:going through|getting|in the (?:middle|process) of) a (?:\S+ )?divorce\b/,
    () => [relationship('Is getting divorced')],
  ],
  [
    /^(?:i|we) (?:am|are|have been|got|was just|were just) (?:(?!not\b)\S+ )?(?<how>getting married|married|engaged|wed) to (?!the\b|my job|my work)/d,
    (taken, clause) => {
      const name = partnerAt(clause, taken.next)
      const engaged = /^(?:engaged|getting)/.test(taken('how').text)
      return name === undefined
        ? undefined
        : [{ text: `${engaged ? 'Engaged' : 'Married'} to ${name}`, slot: 'partner', importance: 0.7 }]
    },
  ],
  [
    pattern('d')`
      ^(?:i|we) (?:am|are|got|have been) (?:(?:happily|newly|recently|freshly|a|an) )?(?<state>
        married|single|divorced|widowed|engaged|separated(?: from my \S+)?|in an open (?:relationship|marriage)
        |in a (?:long-distance |long distance |committed |new |happy |open |serious )?relationship|a widow
        |widower|widow|divorcee|newlyweds?
      )(?= for | since | now|$| ,| with | and | again| to | last | this | yesterday| in | on | today)
    `,
    (taken, clause) => {
      if (isFigure(clause)) return []
      const kids = withKids.exec(clause.text)?.groups
      const state = taken('state').raw.replace(/\bmy\b/, 'their')
      const is = `Is ${/^(?:widower|widow|divorcee|newlywed)$/i.test(state) ? 'a ' : ''}${state}`
      return [relationship(is), ...(kids ? [children(`Has ${kids['count']} ${kids['who']}`)] : [])]
    },
  ],
  [
    pattern('d')`
      ^(?:i|we) (?:am|have been|are) (?:
        dating|seeing|going out with|in a relationship with|living with
      ) (?:a (?:\S+ )?(?:guy|girl|man|woman) (?:called|named) )?
    `,
    (taken, clause) => {
      const name = partnerAt(clause, taken.next)
      const topic = `family:partner ${name?.toLowerCase()}`
      return name === undefined
        ? undefined
        : [{ text: `Partner is called ${name}`, slot: 'partner', topic, importance: 0.7 }]
    },
  ],
  [/^my (?:wife|husband) and i (?!(?:would|could|might)\b)/, () => [relationship('Is married')]],
  [
    /^my (?:best friend|bestie|bff|bestfriend|best mate|best pal)(?<told>'s name is| is called| is named)?(?: is| ,)? (?=\S)/d,
    (taken, clause) => {
      const name = nameAt(clause, taken.next, 2)
      const first = name.words[0]
      if (!first || !looksNamed(first.text, clause.message.slice(first.start, first.end))) return undefined
      const isTold = taken('told').text !== '' || givenNames.has(first.text)
      if (!isTold && !goesOn(clause, taken.next + name.words.length)) return undefined
      return [{ text: `Best friend is called ${capitalised(name.raw)}`, topic: 'family:best friend', importance: 0.6 }]
    },
  ],
]
