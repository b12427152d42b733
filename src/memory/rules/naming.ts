import type { Being } from './beings.ts'
import { part, set, type Clause, type Phrase } from './clause.ts'
import { givenNames, nameWords } from './given-names.ts'
import { isCapital } from './letter-case.ts'
import { goesOn, looksNamed, nameAt } from './names.ts'
import { pattern } from './patterns.ts'

const declares = pattern('')`
  ^(?:of \S+ (?:years|months) )?(?:, )?(?:
    names? (?:is|are)(?: called| named)?|(?:(?:who )?(?:is|are) )?(?:called|named)|whose names? (?:is|are)
    |goes by
  )(?: the name)?[ ]
`
/** Right behind these stands a person or an animal, and no sentence about them begins. */
const leads = set('with and , to for from of by about meet miss love and-our is called named')
const noName = set(`
  a an the after not by my our in on it her his him them they for so when from but to and or very too me us names
  out back up off who that which what where how is was has will can did does as at of also still just now here
  there today this these because if asap please whatever something nothing everything unknown name names
`)
const wordly = /^\p{L}[\p{L}\p{M}'’-]+$/u

const rawAt = (clause: Clause, at: number): string => part(clause, at, at + 1).raw
const textAt = (clause: Clause, at: number): string => clause.words[at]?.text ?? ''

/** In small letters what is said to be a name is one where the sentence ends with it, or goes on as it does after one. */
function declaredAt(clause: Clause, at: number): Phrase | undefined {
  const name = nameAt(clause, at, 3)
  if (!wordly.test(rawAt(clause, at)) || noName.has(textAt(clause, at))) return undefined
  return looksNamed(textAt(clause, at), rawAt(clause, at)) || goesOn(clause, at + name.words.length) ? name : undefined
}

function besideAt(clause: Clause, at: number, being: Being): Phrase | undefined {
  const [text, raw] = [textAt(clause, at), rawAt(clause, at)]
  if (!wordly.test(raw) || noName.has(text)) return undefined
  const name = nameAt(clause, at, 2)
  if (givenNames.has(text) || (isCapital(raw) && looksNamed(text, raw))) return name
  const joined = being.from === 1 && clause.joiner === 'and' && / with (?:my|our) /.test(clause.before)
  const led = (joined || leads.has(textAt(clause, being.from - 2))) && at === being.to
  const next = textAt(clause, at + 1)
  if (being.kind === 'pet' && nameWords.has(text) && /^(?:|is|and|,|was|has|loves|keeps|likes|hates)$/.test(next))
    return part(clause, at, at + 1)
  return led && text.length > 1 && /^(?:|and|,)$/.test(next) && !/(?:s|ed|ing|ly)$/.test(text)
    ? part(clause, at, at + 1)
    : undefined
}

/** What one's own are called, where that is said right behind what they are. */
export function namesAfter(clause: Clause, being: Being): Phrase[] {
  const owned = textAt(clause, being.to - 1).includes("'")
  const lead = declares
    .exec(`${part(clause, being.to).text} `)?.[0]
    .trim()
    .split(' ').length
  if (owned && lead === undefined) return []
  const since = /^of \S+ (?:years|months) , /.test(part(clause, being.to).text) ? 3 : 0
  const comma = lead === undefined && textAt(clause, being.to + since) === ',' ? 1 + since : 0
  const is = lead === undefined && /^(?:is|are)$/.test(textAt(clause, being.to)) ? 1 : 0
  let at = being.to + (lead ?? comma + is)
  const names: Phrase[] = []
  while (names.length < 6) {
    const name = lead === undefined ? besideAt(clause, at, being) : declaredAt(clause, at)
    if (!name) break
    names.push(name)
    at += name.words.length
    if (!being.many) break
    while (/^(?:and|,)$/.test(textAt(clause, at))) at++
  }
  const [first] = names
  // "My sister is Ann" tells a name, "my sister is Irish" and "my dog is Rex mad" do not.
  const alone =
    is === 0 ||
    (at >= clause.words.length &&
      first !== undefined &&
      (givenNames.has(first.words[0]?.text ?? '') || being.kind === 'pet' || being.many))
  return alone ? names : []
}
