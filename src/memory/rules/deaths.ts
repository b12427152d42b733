import { ownBeings } from './beings.ts'
import { part, type Rule } from './clause.ts'
import { givenNames } from './given-names.ts'
import { capitalised } from './letter-case.ts'
import { pattern } from './patterns.ts'

const has = '(?:(?:has|have|had) )?(?:just |recently |sadly |suddenly |also |now |both )*'
const after =
  'in|on|at|when|from|of|during|after|before|last|this|yesterday|today|suddenly|recently|peacefully|unexpectedly|young|two|three|a|several|and|so|but|\\d+'
const died = new RegExp(
  String.raw`^(?:\p{L}+ )?${has}(?:died|passed(?: away| on)?|(?:is|are) (?:dead|no longer with us))(?= ,|$| (?:${after})(?: |$))`,
  'u',
)
/** People lose each other in shops as well. */
const wasLost = pattern('')`
  ^(?:i|we) (?:have )?(?:just |recently |sadly |suddenly )*lost (?:my|our) (?:\S+ ){1,3}?(?:
    to \S+(?: \S+)?|when i was (?:a |\S+|very )+|(?:last|this) (?:year|month|week|summer|winter|spring|autumn|fall)|in (?:19|20)\d\d
    |(?:a few |\S+ )?(?:days|weeks|months|years) ago
  )$
`
const toWhat = / to (?:cancer|covid|suicide|an? |heart|dementia|alzheimer|leuk|aids|illness|drugs|addiction|old)/
const notDead =
  /\b(?:phone|battery|car|out|passed (?:the|his|her|their|my|by|me|out)|almost|nearly|would|could|if|in my dream|dreamt|dreamed)\b/

/** Of whom somebody says that they have died. */
export const deaths: Rule = (clause) => {
  const { text } = clause
  if (notDead.test(text)) return []
  const lost = wasLost.test(text) && (!/ to /.test(text) || toWhat.test(text))
  return ownBeings(clause)
    .filter(({ to }) => !/['’]s$/.test(part(clause, to - 1, to).raw) && (lost || died.test(part(clause, to).text)))
    .slice(0, 1)
    .map(({ what, many, kind, to }) => {
      const name = part(clause, to, to + 1)
      const who =
        givenNames.has(name.text) || /^\p{Lu}\p{Ll}/u.test(name.raw) ? `${what} ${capitalised(name.raw)}` : what
      return {
        text: `${who.charAt(0).toUpperCase()}${who.slice(1)} ${many ? 'have' : 'has'} died`,
        topic: `${kind === 'pet' ? 'pet' : 'family'}:${what} died`,
        importance: 0.8,
      }
    })
}
