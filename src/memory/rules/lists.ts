import { phraseOf, type Clause, type Phrase } from './clause.ts'
import { pattern } from './patterns.ts'

/** What is one thing with an "and" in it. */
const pairs = pattern('')`
  ^(?:
    mac(?:aroni)? and cheese|fish and chips|rock and roll|salt and (?:vinegar|pepper)|peanut butter and jelly
    |drums? and bass|gin and tonic|rum and coke|arts and crafts|rhythm and blues|ham and (?:cheese|eggs)
    |bread and butter|bacon and eggs|black and white|dungeons and dragons|biscuits and gravy|sweet and sour
    |cheese and (?:crackers|wine)|country and western|(?:burgers?|steak|chicken) and (?:fries|chips|rice)
    |science fiction and fantasy|track and field|trial and error|meat and potatoes|rice and beans
    |hide and seek|food and wine|wine and cheese|pride and prejudice|war and peace|crime and punishment
    |(?:simon|tom|romeo|harry|rick|ben) and (?:garfunkel|jerry|juliet|sally|morty)|peas and carrots
    |cookies and cream|strawberries and cream|milk and (?:honey|cookies)|bed and breakfast|law and order
    |sex and the city
  )\b
`
const prepositions = /\b(?:in|on|with|of|at|to|for|from|about|by|near|under|over|through|into|between)\b/

/** The things that a phrase lists: "pizza, sushi and ramen". */
export function itemsOf(clause: Clause, phrase: Phrase): Phrase[] {
  const { words } = phrase
  const cuts: Array<readonly [number, number]> = []
  let begun = 0
  for (let at = 0; at < words.length; at++) {
    const text = words[at]?.text ?? ''
    if (text !== ',' && text !== 'and' && text !== 'or' && text !== 'nor' && text !== 'plus') continue
    const rest = words
      .slice(begun)
      .map(({ text }) => text)
      .join(' ')
    const before = words
      .slice(begun, at)
      .map(({ text }) => text)
      .join(' ')
    if (
      text === 'and' &&
      (pairs.test(rest) || (cuts.length === 0 && words.at(-1) !== words[at] && prepositions.test(before)))
    )
      continue
    if (at > begun) cuts.push([begun, at])
    begun = at + 1
  }
  if (begun < words.length) cuts.push([begun, words.length])
  return cuts.map(([from, to]) => phraseOf(clause.message, words.slice(from, to)))
}
