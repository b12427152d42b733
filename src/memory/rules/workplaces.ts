import { cutBefore, part, set, withoutSpeaker, type Clause, type Phrase } from './clause.ts'
import { capitalised } from './letter-case.ts'
import { pattern } from './patterns.ts'

/** Where what somebody does ends, and something else is said. */
export const ends = set(`
  doing working making running selling using helping , : and but with which where who because so since for from
  while when until till as if by during after before though atm rn too again these right now every most that than
  or i my we last this next three four two lol about into around
`)
const employerEnds = set(
  [...ends].join(' ') +
    ' today yesterday tonight 24 24/7 part full  in on to part-time full-time remotely nights days anymore any',
)

const noEmployer = set(`
  home night nights day days weekends the-moment it this that my your his her their our least all once times me
  you him them us myself it something someone everything stuff things what moment fun free money food peanuts
  living charity life a-living progress silence hours weeks months years two three four five six seven eight nine
  ten twelve long hard peace present pace half full
`)
/** What has an article of its own and is no place of work. */
const noWorkplace = pattern('')`
  (?:^| )(?:
    team|environment|group|field|way|manner|rush|hurry|hole|box|room|desk|computer|cubicle|distance|level|pace
    |bit|frenzy|vacuum|silo|position|role|job|schedule|shift|world|place|industry|space|capacity|time|loss
    |cost|deadline|language|laptop|project|problem|paper|book|novel|thesis|same|moment|top|bottom|edge|end
    |time|times|beginning|table|weekends?|mornings?|evenings?|dark|morning|evening|week|month|day|night|rain
    |heat|cold|expense|best|worst|most|least|pace|limit|mercy|heart|root|core
  )$
`
/** Whom somebody works for, by a name or as a place of work. */
export function employerAt(clause: Clause, at: number): Phrase | undefined {
  const phrase = cutBefore(clause, part(clause, at), employerEnds, 7)
  const first = phrase.words[0]?.text ?? ''
  if (phrase.words.length === 0 || noEmployer.has(first) || /^\d/.test(first)) return undefined
  if (
    /^(?:an?|the|my|our)$/.test(first) &&
    !(
      /^(?:an?|the)$/.test(first) &&
      phrase.words.length > 1 &&
      phrase.words.length <= 5 &&
      !noWorkplace.test(phrase.text)
    ) &&
    !/^(?:my|our) (?:family|father|mother|parents|uncle|own)\b/.test(phrase.text)
  )
    return /^the \p{Lu}/u.test(phrase.raw) ? phrase : undefined
  return phrase
}

export const sayEmployer = (phrase: Phrase): string =>
  /^(?:an?|the|my|our)\b/.test(phrase.text) ? withoutSpeaker(phrase.raw) : capitalised(phrase.raw)
