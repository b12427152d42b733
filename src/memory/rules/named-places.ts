import { part, phraseOf, set, withoutSpeaker, type Clause, type Phrase } from './clause.ts'
import { capitalised } from './letter-case.ts'
import { pattern } from './patterns.ts'
import { isKnownPlace } from './place-names.ts'
import type { Word } from './words.ts'

const ends = set(`
  : for since with and but which where who because so now right currently these when until till as if by during
  after before though atm rn too again anymore from to at is was has have been that while alone together whose
  every most all not permanently full-time here there of-course lol or about ever still although than i we my im
  last this next two three a an around just already due originally near next close
`)
const articles = set('the')
/** "The" leads to a place where one of these follows. */
const withThe = pattern('')`
  ^the (?:\S+(?:ish|ese|ian|ern|ch|ss) )?(?:
    netherlands|uk|us|usa|u\.s|u\.k|u\.s\.a|united|states|philippines|bronx|hague|bahamas|maldives|gambia
    |congo|czech|dominican|alps|midlands|highlands|lake|black forest|canary|faroe|isle|islands?|north|south
    |east|west|north-?east|north-?west|south-?east|south-?west|middle|centre|center|heart|outskirts|suburbs
    |countryside|city|country|capital|mountains|hills|coast|bay|uae|ukraine|balkans|basque|cotswolds|republic
    |area|village|town|ruhr|emirates|boondocks|sticks|burbs|boonies|projects|valley|desert|woods|forest|bush
    |tropics|arctic|caribbean|peninsula|borders|dales|fens|outback|prairies|delta|jungle
  )\b
`
/** What people also say they live in. */
const noPlace = set(`
  fear peace hope denial sin constant pain past present future moment love harmony poverty luxury style hell
  heaven bubble dream dreams exile this that it your his her their our its silence darkness chaos misery
  interesting hard dark different 2020 shame isolation solitude limbo squalor comfort terror dread debt mess
  nightmare world reality fantasy simulation matrix vain agony bed bag jail prison one another same what which
  where here there somewhere nowhere anywhere everywhere home work school god mars jupiter venus pluto space truth
  accordance foster care your me you him them us someone something minecraft hogwarts narnia atlantis gotham
  wakanda mordor survival pyjamas pajamas pjs sweatpants jeans leggings hoodies heels trainers sweats scrubs
  uniform own my a an no not every each some any few conditions general fact theory person full trouble line time
  front order case good bad nature secret public private separation symbiosis sync purpose fellowship ignorance
  bliss freedom abundance anger grief guilt times perpetual eternal total complete absolute utter plan phase step
  stage version page level chapter part linux windows mac macos android ios chrome firefox postgres mysql mongodb
  python typescript javascript rust go java react vue angular svelte aws azure gcp kubernetes docker github gitlab
  vim emacs vscode management marketing sales teams slack discord english french german tears action bed-rest
  section question topic slide row column line folder
`)
const dwellings = set(`
  village town city flat apartment house farm studio suburb cottage farmhouse bungalow townhouse condo dorm
  houseboat boat van cabin flatlet duplex maisonette shack rv motorhome camper bedsit annex annexe townhome
  dormitory residence campus villa hamlet commune loft basement trailer neighbourhood neighborhood flatshare
  island home
`)
const dwellingKinds = set(`
  own very small big large tiny little quiet rural remote old new nice lovely cozy cosy rented shared coastal
  mountain fishing historic converted student sleepy ground-floor top-floor third-floor studio farm country brick
  stone terraced detached semi-detached mobile tree council retirement nursing medium-sized mid-sized two-bedroom
  one-bedroom two three one four bedroom bed
`)

/** How many words "a small village" is; 0 where it is none. */
function dwellingAt(words: readonly Word[], at: number): number {
  if (!/^(?:an?|the|my)$/.test(words[at]?.text ?? '')) return 0
  const textAt = (index: number): string => words[index]?.text ?? ''
  // "A studio apartment" is an apartment.
  const isKind = (index: number): boolean =>
    (dwellingKinds.has(textAt(index)) && !dwellings.has(textAt(index))) ||
    (dwellings.has(textAt(index)) && dwellings.has(textAt(index + 1)))
  let noun = at + 1
  while (noun < at + 5 && isKind(noun)) noun++
  // "A big horse farm": what nobody thought of may stand before the last of them.
  const isOther = (text: string): boolean => /^[a-z][a-z-]+$/.test(text) && !dwellings.has(text) && !ends.has(text)
  for (let more = 0; more < 2 && isOther(textAt(noun)); more++) noun++
  return dwellings.has(textAt(noun)) ? noun + 1 - at : 0
}

const stops = (text: string): boolean => ends.has(text) || /^(?:,$|\d)/.test(text) || !/[\p{L}\p{N}]/u.test(text)

/** "In Florida enjoying life" names no longer a place with its third word. */
const isDoing = (text: string): boolean => /^[a-z]{2,}ing$/.test(text) && !placesInIng.has(text)
const placesInIng = set(
  'beijing reading nanjing chongqing kunming darjeeling worthing goring barking wyoming kettering woking epping ealing',
)

/** The place that is named from a word on, if it is one. */
export function placeAt(clause: Clause, at: number): Phrase | undefined {
  const { words } = clause
  const dwells = dwellingAt(words, at)
  let end = at + dwells
  if (dwells > 0) {
    const near =
      /^(?:(?:just |right )?(?:near|in|outside|of|by|on|called|close to|north of|south of|east of|west of)) /.exec(
        part(clause, end).text,
      )
    if (!near) return part(clause, at, end)
    const place = placeAt(clause, end + near[0].trim().split(' ').length)
    return part(clause, at, place ? end + near[0].trim().split(' ').length + place.words.length : end)
  }
  const article = articles.has(words[at]?.text ?? '')
  if (article && !withThe.test(part(clause, at).text)) return undefined
  if (article) end = at + 1
  const longest = at + (article ? 7 : 5)
  const goesOn = (text: string): boolean => !stops(text) && (end === at || !isDoing(text))
  while (end < words.length && end < longest && goesOn(words[end]?.text ?? '')) end++
  const place = part(clause, at, end)
  const first = words[article ? at + 1 : at]?.text ?? ''
  if (place.words.length === 0 || noPlace.has(first) || /\d{3}|^\d/.test(first)) return undefined
  if (
    place.words.some(({ text }) =>
      /^(?:you|your|he|she|they|will|would|could|am|are|do|can|it|story|novel|game|dreams?|movie|film|head|mind|imagination|song)$/.test(
        text,
      ),
    )
  )
    return undefined
  if (words[end]?.text === 'or') return undefined
  const region = words[end]?.text === ',' ? part(clause, end + 1, end + 3) : undefined
  const named = [region?.words[0]?.text ?? '', region?.text ?? '']
  if (!named.some((name) => isKnownPlace(name))) return place
  return phraseOf(clause.message, words.slice(at, end + (isKnownPlace(named[1] ?? '') ? 3 : 2)))
}

/** A place as a list shows it. */
export const sayPlace = (place: Phrase): string =>
  dwellingAt(place.words, 0) > 0 || place.text.startsWith('the ') ? withoutSpeaker(place.raw) : capitalised(place.raw)
