import { part, take, type Found, type Rule } from './clause.ts'
import { dateIn, dayAt } from './dates.ts'
import { numberOf, numberWords } from './numbers.ts'

const months =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)'
const date = String.raw`(?<date>(?:the )?\d{1,2}(?:st|nd|rd|th)?(?: of)? ${months}(?:(?: ,)? (?:19|20)\d\d)?|${months} (?:the )?\d{1,2}(?:st|nd|rd|th)?(?:(?: ,)? (?:19|20)\d\d)?|\d{1,2}[./-]\d{1,2}(?:[./-]\d{2,4})?|(?:19|20)\d\d-\d\d-\d\d|in ${months})`
const birthday = new RegExp(
  String.raw`^(?:my (?:\S+ )?(?:birthday|date of birth|birth date|birthdate|dob) (?:is|falls)(?: on)?|i was born(?: on)?|i celebrate my birthday(?: on)?|i have my birthday(?: on)?) ${date}(?= |$)`,
  'd',
)
const bornIn = /^i (?:was|am) born in (?:\S+ (?:\S+ )?in )?(?<year>(?:19|20)\d\d)(?= |$)/d
const dayOfBirthday =
  /^(?:it is my birthday|my birthday is|i have my birthday) (?<when>today|tomorrow|the day after tomorrow|(?:on |this |next )?\S+day|in \S+ (?:days|weeks))$/d
const turning =
  /^i (?:am turning|turn|will turn|will be|am going to (?:be|turn)) (?<age>\d{2,3})(?: years old)? (?<when>.+)$/d
const aged = new RegExp(
  String.raw`^(?:i am|my age is|i turned|i have turned|i have just turned|i just turned|i am a|as a) (?:aged )?(?<age>\d{1,3}|${numberWords})(?<unit>[- ](?:years?|yrs?)(?:[- ]olds?| of age)?|yo|y\/o|yrs)?(?= |$)`,
  'd',
)
const yearsOld = /^i am (?:an? )?(?<age>\d{1,3})(?:yo|y\/o|yr|yrs|-year-old|-years-old)(?= |$)/d
const after =
  /^(?:$|,|and|from|but|today|yesterday|last|this|in|on|old|woman|man|guy|girl|student|male|female|living|by|so|btw|with|years|now|going|turning|year|yo|at|who)(?= |$)/

const said = (raw: string): string => raw.replace(/^the /i, '').replace(/^on /i, '')

export const birthdays: Rule = (clause, saidAt) => {
  const birth = take(clause, birthday)
  if (birth) return [{ text: `Birthday is ${said(birth('date').raw)}`, slot: 'birthday', importance: 0.75 }]
  const day = take(clause, dayOfBirthday)
  if (day) {
    const when =
      day('when').text === 'today' ? dayAt(saidAt) : dateIn(day('when').text, saidAt)?.text.replace('on ', '')
    return when ? [{ text: `Birthday is ${when.slice(5)} (month-day)`, slot: 'birthday', importance: 0.75 }] : []
  }
  const year = take(clause, bornIn)
  if (year) return [{ text: `Was born in ${year('year').raw}`, slot: 'birth-year', importance: 0.7 }]
  const turns = take(clause, turning)
  const when = turns && dateIn(turns('when').text, saidAt)
  if (turns && when) return [{ text: `Turns ${turns('age').raw} ${when.text}`, slot: 'age', importance: 0.65 }]
  const old = take(clause, yearsOld) ?? take(clause, aged)
  if (!old) return []
  const age = numberOf(old('age').text.replace(/\D+$/, '') || old('age').text) ?? 0
  const rest = part(clause, old.next).text
  const hasUnit = /old|yo|y\/o|yr|years|aged/.test(clause.text.slice(0, 40))
  const isBare = /^\d+$/.test(old('age').text) && after.test(rest)
  if (age < 5 || age > 115 || (!hasUnit && !isBare)) return []
  if (
    /^(?:minutes|hours|days|weeks|months|percent|%|feet|miles|km|kg|pounds|of|years (?:clean|sober|into|in|away|late|married|younger|older|behind))/.test(
      rest,
    )
  )
    return []
  return [{ text: `Is ${age} years old`, slot: 'age', importance: 0.65 }] satisfies Found[]
}
