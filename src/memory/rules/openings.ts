import { set } from './clause.ts'
import { namesDay } from './dates.ts'
import { occupations } from './occupations.ts'
import { oneOf, pattern } from './patterns.ts'
import type { Word } from './words.ts'

/** How a clause without a subject is read: as many of its words are left out, and these are put in their place. */
export interface Opening {
  skips: number
  says: string
}

/** With them somebody speaks of themselves: "just moved to Oslo" is news, "moved to Oslo" may be a headline. */
const adverbs = set(`
  currently still just recently also now originally lately finally already newly really absolutely always usually
`)
export const isSign = (word: string): boolean => adverbs.has(word)
/** The same at the end: "living in Oslo these days". */
const lasts = pattern('')`
  (?<![^ ])(?:
    these days|rn|atm|at the moment|right now|nowadays|currently|now|here|myself
    |(?:for|since) (?:about |over |almost |nearly |like |\S+ )?\S+
    |(?:last|this) (?:year|month|week|summer|spring|winter|autumn|fall)
    |in (?:january|february|march|april|may|june|july|august|september|october|november|december)
    |\S+ (?:years?|yrs?|months?|weeks?) ago|yesterday|today|tho|btw|lol
  )$
`
/** What has a verb of its own is about what it begins with: "living in Oslo is expensive". */
const finite =
  /\b(?:is|are|was|were|will|would|can|could|has|does|did|should|must|may|might|means|requires|sounds|seems|makes|costs|takes|he|she|they|you|your)\b/
const goesOn = String.raw`(?= (?:to|with|and|but|so|for|since|btw|here|now|atm|rn|too|,)(?: |$)|$)`

const states = pattern('')`
  ^(?:
    ${oneOf(`
      allergic, vegan, vegetarian, pescatarian, diabetic, celiac, coeliac, lactose intolerant,
      gluten intolerant, dyslexic, autistic, asthmatic, pregnant, happily married, married, divorced, engaged,
      widowed, retired, unemployed, self-employed, left-handed, teetotal, single, based in \\S+, gluten free,
      dairy free
    `)}
  )${goesOn}
`
const doing = pattern('')`
  ^(?:
    ${oneOf(`
      living, residing, staying, working, studying, based, pursuing, learning, training for, saving for,
      saving up for, preparing for, dating, doing my, doing an?, raising, expecting, renting, taking an?,
      trying to, hoping to, planning to, thinking of going, getting married, having surgery, having a baby,
      recovering from, dealing with, struggling with
    `)}
  )[ ]
`
/** What is done on a day that is named is what somebody plans. */
const dated = pattern('')`
  ^(?:
    going|flying|moving|starting|travelling|traveling|driving|heading|off|leaving|visiting|getting|planning
    |seeing|meeting|hosting|attending|running|taking|booked|got|have|having|doing|graduating|retiring|turning
  )[ ]
`
const did = pattern('')`
  ^(?:
    ${oneOf(`
      moved, relocated, graduated, turned, got, adopted, bought, started, joined, quit, landed, gave up,
      finished, became, switched, broke, was diagnosed, was made redundant, passed out of, had surgery,
      had a baby, lost my, left my
    `)}
  )[ ]
`
const has = pattern('')`
  ^(?:have|got|have got) (?:
    an?|one|two|three|four|five|my|our|\d{1,2}|really bad|bad|severe|mild|chronic|adhd|asthma
  )[ ]
  (?!
    nice|good|great|look|go\b|seat|fun|lovely|happy|safe|blast|try|question|request|problem|idea|point|day
    |quick|cold|headache
  )
`
const notFond =
  /^(?:not|never been) (?:an? )?(?:(?:big|huge|massive|great|real|really|much of an?) )*(?:fan of|into|keen on|fond of) /
const notDoing = /^(?:can not (?:stand|eat|have)|do not (?:like|eat|drink|smoke)) /
const verbs =
  /^(?:live (?:in|near|alone|with|on)|work (?:as|at|for|in an?|full-time|part-time|from)|born and (?:raised|bred|brought up) in)\b/
const allergy = /^(?:(?:severe|bad|mild|serious|life-threatening) )?\S+(?: \S+)? allergy(?: here| ,? ?btw)?$/
const kin =
  /^(?:an? )?(?:\S+ )?(?:mother|father|parent|grandmother|grandfather) (?:of|to) (?:one|two|three|four|five|\d|twins)\b/
const age = /^\d\d ?(?:m|f|yo|y\/o)(?= here| from| ,|$)|^\d\d (?:male|female|year old|years old)\b/

/** What is said of whoever says it, without saying who that is. In the midst of what they say of themselves it needs no sign. */
export function openingOf(words: readonly Word[], continues: boolean): Opening | undefined {
  let skips = 0
  while (adverbs.has(words[skips]?.text ?? '')) skips++
  const said = words.slice(skips, skips + 16).map(({ text }) => text)
  const text = said.join(' ')
  const own = skips > 0 || continues
  const as = (says: string, more = 0): Opening => ({ skips: skips + more, says })
  if (/^myself \p{L}/u.test(text) && !/^myself (?:i|am|and|or|who|too|as|if|because|in|to)\b/.test(text))
    return as('i am', 1)
  if (said.length < 2 || finite.test(text)) return undefined
  const article = /^an? /.test(text) ? 'i am' : 'i am a'
  if (notFond.test(text) || age.test(text) || (states.test(text) && (own || said.length > 2 || lasts.test(text))))
    return as('i am')
  if (skips > 0 && /^from \S/.test(text)) return as('i am')
  if (/^been (?:\S+ing|(?:happily )?married|vegan|vegetarian|sober|single|on|an?|diagnosed|in) /.test(text))
    return as('i have')
  if (/^(?:an? )?(?:(?:big|huge|massive) (?:\S+ ){0,2}fan\b|(?:lifelong|avid|keen) \S+)/.test(text) || kin.test(text))
    return as(article)
  if (allergy.test(text)) return as('i have a')
  if (/^born\b/.test(text) && verbs.test(text)) return as('i was')
  if (verbs.test(text) && said.length <= 12) return as('i')
  if (/^(?:hate|love|adore|detest|enjoy|like|prefer) /.test(text)) return own ? as('i') : undefined
  if (notDoing.test(text) || has.test(text)) return as('i')
  const here = said.findIndex((word) => word === 'here' || word === 'from')
  if (here > 0 && here < 4 && said.includes('here') && occupations.has(said[here - 1] ?? '')) return as('i am a')
  const isTimed = dated.test(text) && namesDay(text)
  if ((doing.test(text) && (own || lasts.test(text))) || (isTimed && /^(?:off|\S+ing) /.test(text))) return as('i am')
  return (did.test(text) && (own || lasts.test(text))) || isTimed ? as('i') : undefined
}
