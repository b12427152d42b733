import { numberOf, numberWords } from './numbers.ts'
import { pattern } from './patterns.ts'

/** When something is, and where in a text that is said. */
export interface When {
  /** "on 2026-11-27", "in 2026-12", "in 2027". */
  text: string
  start: number
  end: number
}

const dayMs = 86_400_000
const monthNames = [
  'jan(?:uary)?',
  'feb(?:ruary)?',
  'mar(?:ch)?',
  'apr(?:il)?',
  'may',
  'june?',
  'july?',
  'aug(?:ust)?',
  'sept?(?:ember)?',
  'oct(?:ober)?',
  'nov(?:ember)?',
  'dec(?:ember)?',
]
const month = String.raw`(?<month>${monthNames.join('|')})`
const day = String.raw`(?<day>\d{1,2})(?:st|nd|rd|th)?`
const year = String.raw`(?:(?: ,)? (?<year>(?:19|20)\d\d))?`
const weekday = '(?<weekday>sun|mon|tues|wednes|thurs|fri|satur)day'
const daytime = '(?: (?:morning|afternoon|evening|night|noon))?'
const seasons = ['spring', 'summer', 'autumn', 'winter']
const weekdays = ['sun', 'mon', 'tues', 'wednes', 'thurs', 'fri', 'satur']

const iso = (at: number): string => new Date(at).toISOString().slice(0, 10)
const two = (number: number): string => String(number).padStart(2, '0')
const startOfDay = (at: number): number => Math.floor(at / dayMs) * dayMs
const weekdayOf = (at: number): number => new Date(at).getUTCDay()
/** The Monday of a day's week. */
const mondayOf = (at: number): number => startOfDay(at) - ((weekdayOf(at) + 6) % 7) * dayMs

const monthOf = (name: string): number => monthNames.findIndex((pattern) => new RegExp(`^${pattern}$`).test(name))

function monthsLater(at: number, count: number): string {
  const date = new Date(at)
  const all = date.getUTCFullYear() * 12 + date.getUTCMonth() + count
  return `in ${Math.floor(all / 12)}-${two((all % 12) + 1)}`
}

/** The day of a month that comes next, or that of the year that was said. */
function dayOf(at: number, monthIndex: number, date: number, said: string | undefined): string | undefined {
  const today = startOfDay(at)
  const years = said === undefined ? [0, 1].map((more) => new Date(at).getUTCFullYear() + more) : [Number(said)]
  for (const candidate of years) {
    const found = Date.UTC(candidate, monthIndex, date)
    if (new Date(found).getUTCMonth() !== monthIndex) continue
    if (said !== undefined || found >= today) return `on ${iso(found)}`
  }
  return undefined
}

function nextMonth(at: number, monthIndex: number, said: string | undefined): string {
  const now = new Date(at)
  const coming = now.getUTCFullYear() + (monthIndex < now.getUTCMonth() ? 1 : 0)
  return `in ${said ?? coming}-${two(monthIndex + 1)}`
}

function dayOfMonth(at: number, date: number): string | undefined {
  const now = new Date(at)
  const monthIndex = now.getUTCMonth() + (date < now.getUTCDate() ? 1 : 0)
  const found = Date.UTC(now.getUTCFullYear(), monthIndex, date)
  return date >= 1 && new Date(found).getUTCDate() === date ? `on ${iso(found)}` : undefined
}

function seasonOf(at: number, name: string, next: boolean, said: string | undefined): string {
  const index = seasons.indexOf(name === 'fall' ? 'autumn' : name)
  const now = new Date(at)
  const current = Math.floor(((now.getUTCMonth() + 10) % 12) / 3)
  const isEnding = index === current && (now.getUTCMonth() + 10) % 3 === 2
  const passed = index < current || isEnding || (index === current && next)
  const isJanuaryWinter = current === 3 && now.getUTCMonth() < 2
  return `in ${seasons[index]} ${said ?? now.getUTCFullYear() + (passed && !isJanuaryWinter ? 1 : 0)}`
}

function later(at: number, count: number, unit: string): string {
  if (unit === 'day') return `on ${iso(at + count * dayMs)}`
  if (unit === 'week') return `on ${iso(at + 7 * count * dayMs)}`
  if (unit === 'month') return monthsLater(at, count)
  return `in ${new Date(at).getUTCFullYear() + count}`
}

type Groups = Readonly<Record<string, string | undefined>>
type Reader = (groups: Groups, at: number) => string | undefined

const table: ReadonlyArray<readonly [string, Reader]> = [
  [
    String.raw`(?:on )?(?<year>20\d\d)-(?<month>\d\d)-(?<day>\d\d)`,
    ({ year, month, day }) => `on ${year}-${month}-${day}`,
  ],
  ['(?:on )?(?:the )?day after tomorrow', (_, at) => `on ${iso(at + 2 * dayMs)}`],
  [`tomorrow${daytime}|tmrw|tmr`, (_, at) => `on ${iso(at + dayMs)}`],
  [
    `(?:on )?(?<which>this coming |this |next |the coming |coming )?${weekday}${daytime}(?<later> next week)?`,
    ({ which, weekday, later }, at) => {
      const wanted = weekdays.indexOf(weekday ?? '')
      // "Next Friday" is that of the week after this one.
      if (which === 'next ' || later) return `on ${iso(mondayOf(at) + (7 + ((wanted + 6) % 7)) * dayMs)}`
      return `on ${iso(at + (((wanted - weekdayOf(at) + 6) % 7) + 1) * dayMs)}`
    },
  ],
  [
    '(?:on |over |at |during )?(?<which>this|next|the|the coming|this coming) weekend',
    ({ which }, at) => `on ${iso(mondayOf(at) + (which === 'next' ? 12 : 5) * dayMs)}`,
  ],
  ['(?:sometime |early |later |late )?next week', (_, at) => `in the week of ${iso(mondayOf(at) + 7 * dayMs)}`],
  ['(?:sometime |early |later |late )?next month', (_, at) => monthsLater(at, 1)],
  ['(?:sometime |early |later |late )?next year', (_, at) => `in ${new Date(at).getUTCFullYear() + 1}`],
  ['(?:later|sometime) this month', (_, at) => monthsLater(at, 0)],
  ['(?:later|sometime) this year', (_, at) => `in ${new Date(at).getUTCFullYear()}`],
  [
    String.raw`(?:in|within) (?:about |around )?(?<count>\d{1,2}|an?|a couple of|${numberWords}) (?<unit>day|week|month|year)s?(?: time)?`,
    ({ count = '', unit = '' }, at) => {
      const number = /^an?$/.test(count) ? 1 : count.startsWith('a couple') ? 2 : numberOf(count)
      return number === undefined ? undefined : later(at, number, unit)
    },
  ],
  [
    String.raw`(?:on )?(?:the )?${day} (?:of )?${month}\b${year}`,
    ({ day, month = '', year }, at) => dayOf(at, monthOf(month), Number(day), year),
  ],
  [
    String.raw`(?:on )?${month} (?:the )?${day}(?!\d)${year}`,
    ({ day, month = '', year }, at) => dayOf(at, monthOf(month), Number(day), year),
  ],
  [
    String.raw`(?:in|next|this|by|early|late|mid|until) (?:early |late |mid |mid-)?${month}\b${year}`,
    ({ month = '', year }, at) => nextMonth(at, monthOf(month), year),
  ],
  [String.raw`on the (?<day>\d{1,2})(?:st|nd|rd|th)`, ({ day }, at) => dayOfMonth(at, Number(day))],
  [
    String.raw`(?:in|over|during|for|by|before) (?:the |next |this )?(?<season>spring|summer|autumn|fall|winter)(?: of)?(?: (?<year>20\d\d))?`,
    ({ season = '', year }, at) => seasonOf(at, season, false, year),
  ],
  [
    '(?<which>this|next) (?<season>spring|summer|autumn|fall|winter)',
    ({ season = '', which }, at) => seasonOf(at, season, which === 'next', undefined),
  ],
  ['(?:on|at|for|over) christmas(?: day)?', (_, at) => dayOf(at, 11, 25, undefined)],
  [String.raw`in (?<year>20[2-9]\d)`, ({ year }) => `in ${year}`],
]

const readers = table.map(
  ([pattern, read]) => [new RegExp(String.raw`(?:^|(?<= ))(?:${pattern})(?= |$)`), read] as const,
)

const isTime = (at: number): boolean => Math.abs(at) <= 8e15

/** The day of a time, where it is one. */
export const dayAt = (at: number): string | undefined => (isTime(at) ? iso(at) : undefined)

const limits = / ?\b(?<word>by|before|until|till|from|starting) $/

/** The first date that is named in words, as it falls for whoever says it at a time. Days are those of UTC. */
export function dateIn(text: string, saidAt: number): When | undefined {
  if (!isTime(saidAt)) return undefined
  for (const [pattern, read] of readers) {
    const match = pattern.exec(text)
    const found = match && read(match.groups ?? {}, saidAt)
    if (!match || !found) continue
    const end = match.index + match[0].length
    const word = limits.exec(text.slice(Math.max(0, match.index - 10), match.index))?.groups?.['word']
    if (word === undefined) return { text: found, start: match.index, end }
    const limit = /^(?:by|before|until|till)$/.test(word) ? 'by' : 'from'
    return { text: found.replace(/^(?:on|in) /, `${limit} `), start: match.index - word.length - 1, end }
  }
  return undefined
}

const anyDay = pattern('')`
  \b(?:
    tomorrow|(?:next|this|on|coming) (?:${weekdays.join('|')})day
    |(?:next|this) (?:week|month|year|weekend|${seasons.join('|')}|fall)
    |in (?:${monthNames.join('|')}|20\d\d|(?:an?|\d+|two|three|four|five|six) (?:days?|weeks?|months?))
    |(?:on )?(?:the )?\d{1,2}(?:st|nd|rd|th)|\d{1,2} (?:${monthNames.join('|')})
    |(?:${monthNames.join('|')}) \d{1,2}
  )\b
`

/** Whether a day to come is named, whichever it is. */
export const namesDay = (text: string): boolean => anyDay.test(text)
