import { part, phraseOf, set, take, withoutSpeaker, type Clause, type Found, type Phrase, type Rule } from './clause.ts'
import { capitalised } from './letter-case.ts'
import type { Word } from './words.ts'

const ends = set(
  ': for since with and but which where who because so now right currently these when until till as if by during after before though atm rn too again anymore from to at is was has have been that while alone together whose every most all not permanently full-time here there of-course lol or about ever still although than i we my im last this next two three a an around just already due originally',
)
const articles = set('the')
/** "The" leads to a place where one of these follows. */
const withThe =
  /^the (?:netherlands|uk|us|usa|u\.s|u\.k|u\.s\.a|united|states|philippines|bronx|hague|bahamas|maldives|gambia|congo|czech|dominican|alps|midlands|highlands|lake|black forest|canary|faroe|isle|islands?|north|south|east|west|north-?east|north-?west|south-?east|south-?west|middle|centre|center|heart|outskirts|suburbs|countryside|city|country|capital|mountains|hills|coast|bay|uae|ukraine|balkans|basque|cotswolds|republic|area|village|town|ruhr|emirates)\b/
/** What people also say they live in. */
const noPlace = set(
  'fear peace hope denial sin constant pain past present future moment love harmony poverty luxury style hell heaven bubble dream dreams exile this that it your his her their our its silence darkness chaos misery interesting hard dark different 2020 shame isolation solitude limbo squalor comfort terror dread debt mess nightmare world reality fantasy simulation matrix vain agony bed bag jail prison one another same what which where here there somewhere nowhere anywhere everywhere home work school god truth accordance your me you him them us someone something minecraft hogwarts narnia atlantis gotham wakanda mordor survival own my a an no not every each some any few conditions general fact theory person full trouble line time front order case good bad nature secret public private separation symbiosis sync purpose fellowship ignorance bliss freedom abundance anger grief guilt times perpetual eternal total complete absolute utter plan phase step stage version page level chapter part linux windows mac macos android ios chrome firefox postgres mysql mongodb python typescript javascript rust go java react vue angular svelte aws azure gcp kubernetes docker github gitlab vim emacs vscode management marketing sales teams slack discord english french german tears action bed-rest section question topic slide row column line folder',
)
const dwellings = set(
  'village town city flat apartment house farm studio suburb cottage farmhouse bungalow townhouse condo dorm houseboat boat van cabin villa hamlet commune loft basement trailer neighbourhood neighborhood flatshare island home',
)
const dwellingKinds = set(
  'own very small big large tiny little quiet rural remote old new nice lovely cozy cosy rented shared coastal mountain fishing historic converted student sleepy ground-floor top-floor third-floor studio farm country brick stone terraced detached semi-detached mobile tree council retirement nursing medium-sized mid-sized two-bedroom one-bedroom',
)

/** How many words "a small village" is; 0 where it is none. */
function dwellingAt(words: readonly Word[], at: number): number {
  if (!/^(?:an?|the|my)$/.test(words[at]?.text ?? '')) return 0
  let noun = at + 1
  while (noun < at + 4 && dwellingKinds.has(words[noun]?.text ?? '') && !dwellings.has(words[noun]?.text ?? '')) noun++
  return dwellings.has(words[noun]?.text ?? '') ? noun + 1 - at : 0
}

const stops = (text: string): boolean => ends.has(text) || text === ',' || !/[\p{L}\p{N}]/u.test(text)

const regions = set(
  'argentina australia austria bangladesh belgium brazil bulgaria canada chile china colombia croatia cyprus denmark egypt england estonia ethiopia finland france germany ghana greece hungary iceland india indonesia iran iraq ireland israel italy japan kenya korea latvia lebanon lithuania luxembourg malaysia malta mexico morocco nepal netherlands nigeria norway pakistan peru philippines poland portugal romania russia scotland serbia singapore slovakia slovenia spain sweden switzerland syria taiwan thailand tunisia turkey uk ukraine usa us vietnam wales alabama alaska arizona arkansas california colorado connecticut delaware florida georgia hawaii idaho illinois indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri montana nebraska nevada ohio oklahoma oregon pennsylvania tennessee texas utah vermont virginia washington wisconsin wyoming ontario quebec alberta bavaria tuscany sicily cornwall kent sussex essex tx ca ny fl wa il ma nj uae',
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
  while (end < words.length && end - at < (article ? 7 : 5) && !stops(words[end]?.text ?? '')) end++
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
  if (!named.some((name) => regions.has(name))) return place
  return phraseOf(clause.message, words.slice(at, end + 2))
}

const sayPlace = (place: Phrase): string =>
  dwellingAt(place.words, 0) > 0 || place.text.startsWith('the ') ? withoutSpeaker(place.raw) : capitalised(place.raw)

const origin = (place: Phrase): Found => ({ text: `Is from ${sayPlace(place)}`, slot: 'origin', importance: 0.6 })

/** "from Lyon", right behind something else. */
export function originAfter(clause: Clause, at: number): Found[] {
  const from = clause.words[at]?.text === 'from' ? placeAt(clause, at + 1) : undefined
  return from ? [origin(from)] : []
}

const lives =
  /^(?:i|we|me and my \S+) (?:live|reside|am living|are living|am based|are based|am located|live now|live here|live out|am residing|have (?:lived|been living)(?= .* (?:for|since|all my|my whole|my entire)\b)|have settled(?: down)?|settled(?: down)?|am settled|have a (?:house|flat|apartment)) (?:(?:alone|together|happily|with (?:my|our|a|two|three) \S+|over|down|up|way|here|right|outside|out) )?(?<preposition>in|at|near|outside|on|by|close to|next to|not far from) |^my (?:home|house|flat|apartment|place) is in |^home is (?:in )?|^my home is |^i am (?:a resident of|resident in) /d
const moves =
  /^(?:i|we) (?:(?:have )?(?:moved|relocated|emigrated|immigrated)|have been relocated) (?:(?:away |all the way |here |over |out |back |down |up |again |permanently )|(?:from \S+(?: \S+)? )|(?:in with \S+ \S+ ))*(?:to|into|in) /d
const comes =
  /^(?:i|we) (?:am|are|come|hail|came|moved(?= (?:here|over|there))) (?:originally |here |over |there )?from |^my (?:home ?town|home country|country of origin|native country|home city) is |^i am (?:a )?native of |^i am originally from /d
const bornIn =
  /^i was (?:born and (?:raised|bred|brought up)|born|raised|brought up) in |^i (?:grew up) (?:in|near|on) /d
const household =
  /^i (?:live|am living) (?<how>alone|by myself|on my own|with my (?:(?:\S+ )?(?:parents?|mother|father|girlfriend|boyfriend|partner|wife|husband|family|sister|brother|grandparents|grandmother|roommates?|flatmates?|housemates?|kids|children|son|daughter|fiancee?)(?: and (?:my )?(?:\S+ )?(?:kids|children|son|daughter|father|wife|husband|brother|sister|dog|cat|dogs|cats))?)|with (?:a|two|three|four|some) (?:roommates?|flatmates?|housemates?))(?= |$)/d
const address = /^my (?:home |postal |mailing )?address is (?<address>\d.*|.* \d.*)$/d
const unsaid =
  /\b(?:in|of|for) (?:my|the|a|this) (?:\S+ )?(?:story|novel|game|dreams?|movie|film|head|mind|imagination|roleplay|simulation)\b|\b(?:temporarily|until|hypothetically|minecraft|sims)\b/

const home = (preposition: string, place: Phrase): Found => ({
  text: `Lives ${preposition} ${sayPlace(place)}`,
  slot: 'home',
  importance: 0.7,
})

export const places: Rule = (clause) => {
  if (unsaid.test(clause.text)) return []
  const found: Found[] = []
  const together = take(clause, household)
  if (together)
    found.push({
      text: `Lives ${withoutSpeaker(together('how').raw).replace('by themselves', 'alone')}`,
      slot: 'household',
      importance: 0.6,
    })
  const living = take(clause, lives)
  if (living) {
    const place = placeAt(clause, living.next)
    if (place) found.push(home(living('preposition').text || 'in', place))
    return found
  }
  const moved = take(clause, moves)
  const to = moved && placeAt(clause, moved.next)
  if (to) return [home('in', to)]
  const coming = take(clause, comes)
  const from = coming && placeAt(clause, coming.next)
  if (from) return [origin(from)]
  const born = take(clause, bornIn)
  const where = born && placeAt(clause, born.next)
  if (where)
    return clause.text.startsWith('i was born')
      ? [{ text: `Was born in ${sayPlace(where)}`, slot: 'birthplace', importance: 0.6 }]
      : [{ text: `Grew up in ${sayPlace(where)}`, slot: 'childhood', importance: 0.5 }]
  const letter = take(clause, address)
  if (letter) return [{ text: `Address is ${letter('address').raw}`, slot: 'address', importance: 0.7 }]
  return found
}
