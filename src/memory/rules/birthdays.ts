import { part, type Clause, type Found, type Phrase } from './clause.ts'
import { dateIn, dayAt } from './dates.ts'
import { numberOf, numberWords } from './numbers.ts'
import { pattern } from './patterns.ts'
import { originAfter } from './places.ts'
import { firstOf, type Reading } from './sayings.ts'

const monthNames = 'January February March April May June July August September October November December'.split(' ')
const month =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)'
const nth = String.raw`(?:the )?\d{1,2}(?:st|nd|rd|th)?`
const year = String.raw`(?:(?: ,)? (?:19|20)\d\d)?`
const date = pattern('')`
  ^(?:
    ${nth}(?: of)? ${month}${year}|${month} ${nth}${year}|\d{1,2}[./-]\d{1,2}(?:[./-]\d{2,4})?
    |(?:19|20)\d\d-\d\d-\d\d|in ${month}|(?:christmas|new year's|halloween|valentine's)(?: day| eve)?|boxing day
    |leap day
  )(?= |$)
`
const mine = String.raw`(?:actual |real |own |next |\d+th )?(?:birthday|date of birth|birth date|birthdate|dob|d\.o\.b)`
const birthday = pattern('d')`
  ^(?:
    my ${mine} (?:is coming up|is|falls|comes)|i (?:was|am) born|i celebrate my birthday|i have my birthday
  )(?: on)? (?<when>\S.*)$
`
const isBirthday = new RegExp(String.raw`^(?<when>\S+(?: \S+){0,3}) is my ${mine}$`, 'd')
const ofOthers = /^my (?:\S+ )?(?<who>\S+)'s birthday is(?: on)? (?<when>\S.*)$/d
const others = new Set(
  `mother father wife husband partner girlfriend boyfriend fiance fiancee sister brother son daughter grandmother
  grandfather grandma grandpa nan twin aunt uncle niece nephew cousin friend dog cat`.split(/\s+/),
)
const bornIn = /^i (?:was|am) born in (?:\S+ (?:\S+ )?in )?(?<year>(?:19|20)\d\d)(?= |$)/d
const near = pattern('d')`
  ^(?:
    it (?:is|was) my (?:\d+(?:st|nd|rd|th) )?birthday|my birthday (?:is|was)|i have my birthday
    |i am celebrating my birthday
  ) (?<when>\S.*)$
  |^(?<is>today|tomorrow|\S+day) is my birthday$
`
const nearDay = /^(?:today|tomorrow|yesterday|the day after tomorrow|(?:on |this |next )?\S+day|in \S+ (?:days|weeks))$/
const turning =
  /^i (?:am turning|turn|will turn|will be|am going to (?:be|turn)|am about to turn) (?<age>\d{2,3})(?: years old)? (?<when>.+)$/d
const unit = String.raw`(?<unit>[- ](?:years?|yrs?)(?:[- ]olds?| of age)?|yo|y\/o|yrs|m|f)?`
const aged = pattern('d')`
  ^(?:
    i am|my age is|i (?:have )?(?:just )?(?:turned|hit)|as an?|i am an?
  ) (?:aged? )?(?<age>\d{1,3}|${numberWords})${unit}(?= |$)
`
const hyphened = /^i am (?:an? )?(?<age>\d{1,3})(?:yo|y\/o|yr|yrs|-year-old|-years-old|-yr-old|m|f)(?= |$)/d
const decade =
  /^i am in my (?<part>(?:early |mid |mid-|late )?(?:twenties|thirties|forties|fifties|sixties|seventies|eighties|[2-8]0'?s))(?= |$)/d
const after = pattern('')`
  ^(?:
    $|,|and|from|but|today|yesterday|last|this|in|on|old|woman|man|guy|girl|student|male|female|living|by|so
    |btw|with|years|now|going|turning|year|yo|at|who|here|single|married
  )(?= |$)
`
/** What is counted, and is no age. */
const counted = pattern('')`
  ^(?:
    minutes|hours|days|weeks|months|percent|%|feet|miles|km|kg|kilos|pounds|of|seconds|steps|pages|points|cm
    |inches|years? (?:clean|sober|into|in|away|late|married|younger|older|behind|old at heart|of|at|on|as)
    |older than|younger than
  )\b
`

const dayMs = 86_400_000
const born = (when: string): Found => ({ text: `Birthday is ${when}`, slot: 'birthday', importance: 0.75 })
/** A day of every year: "3 March". */
const ofEveryYear = (iso: string): string => `${Number(iso.slice(8, 10))} ${monthNames[Number(iso.slice(5, 7)) - 1]}`

/** A date, as it was said, where a phrase begins with one. */
function dateSaid(clause: Clause, phrase: Phrase): string | undefined {
  const count = date.exec(phrase.text)?.[0].split(' ').length
  const at = clause.words.indexOf(phrase.words[0] ?? { text: '', start: 0, end: 0 })
  return count === undefined ? undefined : part(clause, at, at + count).raw.replace(/^(?:the|on) /i, '')
}

const stated: Reading = (taken, clause) => {
  const said = dateSaid(clause, taken('when'))
  return said === undefined ? undefined : [born(said)]
}

const age: Reading = (taken, clause) => {
  const { text } = clause
  const number = numberOf(taken('age').text.replace(/\D+$/, '') || taken('age').text) ?? 0
  const rest = part(clause, taken.next).text
  const hasUnit = /\d(?:yo|m|f)\b|old|y\/o|yr|years|aged/.test(text.slice(0, 40))
  const turned = /^i (?:have )?(?:just )?(?:turned|hit)\b/.test(text)
  const inWords = number > 12 && /^(?:i am|my age is)\b/.test(text) && /^(?:$|,|and )/.test(rest)
  const isBare =
    (/^\d+$/.test(taken('age').text) || turned || inWords) && !/^(?:i am|as) an? /.test(text) && after.test(rest)
  if (number < 5 || number > 115 || (!hasUnit && !isBare) || counted.test(rest) || /\bat heart\b/.test(rest))
    return undefined
  return [{ text: `Is ${number} years old`, slot: 'age', importance: 0.65 }, ...originAfter(clause, taken.next)]
}

/** Birthdays, years of birth and ages. */
export const birthdays = firstOf([
  [birthday, stated],
  [isBirthday, stated],
  [
    ofOthers,
    (taken, clause) => {
      const said = dateSaid(clause, taken('when'))
      const who = taken('who').raw.replace(/['’]s$/i, '')
      if (said === undefined || !others.has(taken('who').text.replace(/'s$/, ''))) return undefined
      const text = `${who.charAt(0).toUpperCase()}${who.slice(1)}'s birthday is ${said}`
      return [{ text, topic: `family:birthday ${who.toLowerCase()}`, importance: 0.65 }]
    },
  ],
  [
    near,
    (taken, _, saidAt) => {
      const when = taken('when').text || taken('is').text
      const back = when === 'yesterday' ? dayMs : 0
      const day = back > 0 || when === 'today' ? dayAt(saidAt - back) : dateIn(when, saidAt)?.text.replace('on ', '')
      return nearDay.test(when) && /^\d{4}-\d\d-\d\d$/.test(day ?? '') ? [born(ofEveryYear(day ?? ''))] : undefined
    },
  ],
  [bornIn, (taken) => [{ text: `Was born in ${taken('year').raw}`, slot: 'birth-year', importance: 0.7 }]],
  [
    turning,
    (taken, _, saidAt) => {
      const when = dateIn(taken('when').text, saidAt)
      return when && [{ text: `Turns ${taken('age').raw} ${when.text}`, slot: 'age', importance: 0.65 }]
    },
  ],
  [decade, (taken) => [{ text: `Is in their ${taken('part').raw}`, slot: 'age', importance: 0.6 }]],
  [hyphened, age],
  [aged, age],
])
