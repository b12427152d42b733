import type { RemoteVerdict, RiskCategory, RiskLevel, RiskSubject } from '../../ports/classifier.ts'
import { garbled } from './moderation-error.ts'
import { isObject, isPlainName, isScore, mostCategories } from './reply-values.ts'
import type { JsonObject } from './reply-values.ts'

const levels: readonly RiskLevel[] = [0, 1, 2, 3, 4]
const subjects: readonly RiskSubject[] = ['self', 'other', 'fiction', 'none']
const actions = ['allow', 'support', 'replace', 'block'] as const

const longestMessage = 4_000

function oneOf<Known>(known: readonly Known[], value: unknown, what: string): Known {
  const found = known.find((one) => one === value)
  if (found === undefined) throw garbled(`unknown ${what}`)
  return found
}

/** `allow` and `support` both let the answer be given: what goes with it is decided by the level alone. */
function readAction(value: unknown): Pick<RemoteVerdict, 'action'> {
  const action = oneOf(actions, value, 'action')
  return action === 'replace' || action === 'block' ? { action } : {}
}

function readCategories(value: unknown): RiskCategory[] {
  if (!Array.isArray(value) || value.length > mostCategories) throw garbled('no categories')
  return value.map((one: unknown) => {
    if (!isObject(one)) throw garbled('no category')
    const { name, score } = one
    if (!isPlainName(name)) throw garbled('the name of a category is none')
    if (!isScore(score)) throw garbled('a score is none')
    return { name, score }
  })
}

/** Words that nobody could read are none. */
function readMessage(value: unknown): Pick<RemoteVerdict, 'message'> {
  if (typeof value !== 'string' || value.length > longestMessage) throw garbled('no message')
  return value.trim() === '' ? {} : { message: value }
}

/** All of it or nothing; null is how many write what they leave out. */
export function readSentinel({ level, subject, categories, action, message }: JsonObject): RemoteVerdict {
  return {
    level: oneOf(levels, level, 'level'),
    subject: oneOf(subjects, subject, 'subject'),
    categories: readCategories(categories),
    ...(action != null && readAction(action)),
    ...(message != null && readMessage(message)),
  }
}
