import { part, take, type Clause, type Found, type Phrase, type Rule } from './clause.ts'
import { givenNames } from './given-names.ts'
import { capitalised, isCapital } from './letter-case.ts'
import { itemsOf } from './lists.ts'
import { looksNamed, nameAt } from './names.ts'

const partners = 'wife|husband|partner|girlfriend|boyfriend|fiancee?|spouse'
const only = `mother|father|${partners}|stepmother|stepfather|step-mother|step-father|mother-in-law|father-in-law`
const many =
  'sister|brother|son|daughter|child|kid|baby|twin|grandmother|grandma|granny|nana|grandfather|grandpa|granddad|grandson|granddaughter|aunt|auntie|uncle|cousin|niece|nephew|stepson|stepdaughter|stepsister|stepbrother|half-sister|half-brother|sister-in-law|brother-in-law|godson|goddaughter|toddler|newborn|sibling'
const manifold =
  'sisters|brothers|sons|daughters|children|kids|twins|siblings|grandchildren|grandkids|cousins|nieces|nephews|boys|girls|stepchildren|stepkids|triplets|babies|little ones|grandparents'
const which = String.raw`(?:(?:older|younger|little|big|baby|twin|elder|eldest|oldest|youngest|middle|first|second|third|new|dear|beloved|lovely|beautiful|wonderful|sweet|only|late|own|biological|adopted|adoptive|foster|step|half|great|great-|teenage|\d+[- ]year[- ]old|\S+[- ]year[- ]old|\S+ month old) )*`
const count = String.raw`\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten`

const canonical: ReadonlyMap<string, string> = new Map(
  Object.entries({
    grandma: 'grandmother',
    granny: 'grandmother',
    nana: 'grandmother',
    grandpa: 'grandfather',
    granddad: 'grandfather',
    auntie: 'aunt',
    fiancee: 'fiancée',
    fiance: 'fiancé',
  }),
)
const lost = /\b(?:dead|died|passed|deceased|ex|former)\b/
const isPartner = new RegExp(`^(?:${partners}|fianc.)`)
const isOnly = new RegExp(`^(?:${only}|fianc.)`)

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)

function relative(relation: string, name: string): Found {
  const bare = relation.replace(/'?s$/, '')
  const known = canonical.get(bare) ?? bare
  const slot = isPartner.test(known) ? 'partner' : isOnly.test(known) ? known : null
  return {
    text: `${capital(known)} is called ${name}`,
    slot,
    topic: `family:${known} ${name.toLowerCase()}`,
    importance: 0.7,
  }
}

/** A name right where one is expected; in small letters only one that is known as a name. */
function certainName(clause: Clause, at: number, declared: boolean): Phrase | undefined {
  const name = nameAt(clause, at, 3)
  const first = name.words[0]
  if (!first) return undefined
  const raw = clause.message.slice(first.start, first.end)
  if (looksNamed(first.text, raw)) return name
  return declared &&
    /^\p{L}[\p{L}'’-]+$/u.test(raw) &&
    !/^(?:a|an|the|after|not|by|my|in|on|so|very|her|his|it|me|names|out|back|to|for|up|when|and)$/.test(first.text) &&
    at + name.words.length === clause.words.length
    ? name
    : undefined
}

const declaring = new RegExp(
  String.raw`(?:^|\b(?:and|with|to|for|is|that|but|by|because|from|of|miss|love|visit|visiting|see) )(?:my|our) ${which}(?<relation>${only}|${many})(?:(?:'s|s)? name is|(?:'s| is)? (?:called|named)|(?: is)? , (?:called|named)) `,
  'd',
)
const beside = new RegExp(String.raw`(?:^|\s)(?:my|our) ${which}(?<relation>${only}|${many})(?: is)?(?: ,)? `, 'd')
const has = new RegExp(
  String.raw`^(?:i|we) (?:have|got|have got|am blessed with) (?:(?<count>an?|${count}) )?${which}(?<relation>${only}|${many}|${manifold})(?<rest>$| .*$)`,
  'd',
)
const mothers = new RegExp(
  String.raw`^i am (?:an? |the )?(?:\S+ )?(?:mother|father|parent) (?:of|to) (?<count>${count})(?= |$)`,
  'd',
)
const names =
  /^(?: ,)? ?(?:(?:who is |whose name is |who are |whose names are )?(?:called|named)|,|aged|names are|whose names are) /
const manyNamed = new RegExp(
  String.raw`^(?:my|our) ${which}(?<relation>${manifold})(?:'s|')?(?: names)? are (?:called |named )?(?<names>.+)$`,
  'd',
)
const married =
  /^(?:i|we) (?:am|are|have been|got|am happily|was just) (?:\S+ )?(?:married|engaged|wed)(?: to (?!my job|my work|the)(?:my (?:\S+ )?(?:husband|wife|partner|girlfriend|boyfriend|high school sweetheart|college sweetheart) )?(?<name>.+))?$/d
const status =
  /^i (?:am|got|have been|was) (?:(?:happily|newly|recently|freshly|a|an) )?(?<state>married|single|divorced|widowed|engaged|separated(?: from my \S+)?|in a (?:long-distance |long distance |committed |new |happy |open )?relationship|a widow|widower|widow|divorcee|newlywed)(?= for | since | now|$| ,| with | and | again)/d
const dating =
  /^(?:i|we) (?:am|have been) (?:dating|seeing|going out with|in a relationship with|living with) (?:a (?:\S+ )?(?:guy|girl|man|woman) (?:called|named) )?(?<name>\S.*)$/d
const singleParent =
  /^i am a (?<what>(?:single|solo|new|proud|working|first-time|stay-at-home) (?:parent|mother|father)|mother|father|grandmother|grandfather|grandparent|twin)$/d
const onlyChild = /^i am an only child$/

export const family: Rule = (clause) => {
  const { text } = clause
  const found: Found[] = []
  const onlySelf = take(clause, singleParent)
  if (onlySelf)
    return [
      { text: `Is a ${onlySelf('what').raw}`, slot: null, topic: `family:${onlySelf('what').text}`, importance: 0.65 },
    ]
  if (onlyChild.test(text)) return [{ text: 'Is an only child', slot: null, importance: 0.6 }]
  const of = take(clause, mothers)
  if (of) return [{ text: `Has ${of('count').raw.toLowerCase()} children`, slot: 'children', importance: 0.7 }]
  const wed = take(clause, married)
  if (wed) {
    const at = clause.words.length - wed('name').words.length
    const name = wed('name').text === '' ? undefined : certainName(clause, at, false)
    const engaged = text.includes(' engaged')
    if (name)
      return [
        { text: `${engaged ? 'Engaged' : 'Married'} to ${capitalised(name.raw)}`, slot: 'partner', importance: 0.7 },
      ]
    if (wed('name').text !== '') return []
  }
  const state = take(clause, status)
  if (state)
    return [{ text: `Is ${state('state').raw.replace(/\bmy\b/, 'their')}`, slot: 'relationship', importance: 0.65 }]
  const seeing = take(clause, dating)
  if (seeing) {
    const name = certainName(clause, clause.words.length - seeing('name').words.length, false)
    return name
      ? [
          {
            text: `Partner is called ${capitalised(name.raw)}`,
            slot: 'partner',
            topic: `family:partner ${name.text}`,
            importance: 0.7,
          },
        ]
      : []
  }
  if (lost.test(text)) return []
  const having = take(clause, has)
  if (having) {
    const relation = having('relation').text
    const number = having('count').text
    const rest = having('rest')
    const listed = names.exec(` ${rest.text} `.replace(/^ /, ''))
    const plural = new RegExp(`^(?:${manifold})$`).test(relation)
    const given =
      listed && rest.text !== ''
        ? itemsOf(
            clause,
            part(
              clause,
              clause.words.length -
                rest.words.length +
                listed[0]
                  .trim()
                  .split(' ')
                  .filter((word) => word !== '').length,
            ),
          )
        : []
    const called = given.filter(({ words }) => {
      const first = words[0]
      return (
        words.length <= 2 && first !== undefined && looksNamed(first.text, clause.message.slice(first.start, first.end))
      )
    })
    if (plural) {
      if (number === '' || number === 'a' || number === 'an') return []
      const slot = /^(?:children|kids)$/.test(relation) ? 'children' : null
      const whom = called.length > 0 ? ` called ${called.map(({ raw }) => capitalised(raw)).join(' and ')}` : ''
      return [
        {
          text: `Has ${having('count').raw.toLowerCase()} ${having('relation').raw.toLowerCase()}${whom}`,
          slot,
          topic: `family:${relation}`,
          importance: 0.7,
        },
      ]
    }
    const name = called[0] ?? directName(clause, clause.words.length - rest.words.length, rest)
    if (name) return [relative(relation, capitalised(name.raw))]
    const ends =
      rest.text === '' ||
      /^(?:, )?(?:and|who|in|at|aged|of|from|called|named|too|now|that|with) ?/.test(rest.text) ||
      rest.text.startsWith(',')
    if (!ends || number === '') return []
    const known = canonical.get(relation) ?? relation
    const phrase = part(clause, 2, clause.words.length - rest.words.length).raw
    return [
      {
        text: `Has ${/^(?:an?|one|\d)/i.test(phrase) ? phrase : `a ${phrase}`}`,
        slot: null,
        topic: `family:${known}`,
        importance: 0.65,
      },
    ]
  }
  const several = take(clause, manyNamed)
  if (several) {
    const called = itemsOf(clause, several('names'))
    const known = called.every(
      ({ words }) =>
        words[0] && words.length <= 2 && looksNamed(words[0].text, clause.message.slice(words[0].start, words[0].end)),
    )
    if (!known) return []
    const relation = several('relation').text
    return [
      {
        text: `${capital(relation)} are called ${called.map(({ raw }) => capitalised(raw)).join(' and ')}`,
        slot: null,
        topic: `family:${relation}`,
        importance: 0.7,
      },
    ]
  }
  const telling = take(clause, declaring)
  if (telling) {
    const name = certainName(clause, telling.next, true)
    if (name) return [relative(telling('relation').text, capitalised(name.raw))]
  }
  const next = take(clause, beside)
  if (next) {
    const first = clause.words[next.next]
    const raw = first ? clause.message.slice(first.start, first.end) : ''
    const name = nameAt(clause, next.next, 2)
    const is = / is(?: ,)? $/.test(` ${part(clause, 0, next.next).text} `)
    const fits = first && (givenNames.has(first.text) || (isCapital(raw) && looksNamed(first.text, raw) && !is))
    if (fits && name.words.length > 0 && !(is && next.next + name.words.length < clause.words.length))
      found.push(relative(next('relation').text, capitalised(name.raw)))
  }
  return found
}

/** "a daughter Lea": the name right behind the relation. */
function directName(clause: Clause, at: number, rest: Phrase): Phrase | undefined {
  const first = rest.words[0]
  if (!first) return undefined
  return givenNames.has(first.text) ? nameAt(clause, at, 2) : undefined
}
