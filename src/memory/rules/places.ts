import { part, withoutSpeaker, type Clause, type Found, type Phrase, type Rule } from './clause.ts'
import { capitalised } from './letter-case.ts'
import { placeAt, sayPlace } from './named-places.ts'
import { oneOf, pattern } from './patterns.ts'
import { isKnownPlace, nationalities } from './place-names.ts'
import { firstOf, type Reading } from './sayings.ts'

const origin = (place: Phrase): Found => ({ text: `Is from ${sayPlace(place)}`, slot: 'origin', importance: 0.6 })

/** "from Lyon", right behind something else. */
export function originAfter(clause: Clause, at: number): Found[] {
  const from = clause.words[at]?.text === 'from' ? placeAt(clause, at + 1) : undefined
  return from ? [origin(from)] : []
}

const ways = `(?:${oneOf(`
  like, about, around, roughly, about an hour, an hour, two hours, \\S+ (?:miles|minutes|mins|hours|km) (?:away )?,
  down south, up north, off campus, alone, together, happily, abroad, overseas, over, down, up, way, just, right,
  here, outside, out, somewhere, with (?:my|our|a|two|three) \\S+(?: \\S+)??
`)}) `
const lives = pattern('d')`
  ^(?:i|we|me and my \S+) (?:
    ${oneOf(`
      live, reside, stay, am living, are living, am residing, am based, are based, am located, live now,
      live here, live out, live and work, both live, all live, have been(?= .* (?:for|since)\\b),
      are staying(?= .* since\\b), am staying(?= .* since\\b), have settled, have settled down, settled,
      settled down, am settled, have a house, have a flat, have an apartment, have a place
    `)}
    |(?:rent|own|share|am renting|are renting) (?:an?|my|our) (?:\S+ )?(?:
       room|flat|apartment|house|place|studio|condo
     )
    |have (?:lived|been living|been residing|resided)(?= .* (?:for|since|all my|my whole|my entire)\b)
  ) (?:${ways})*(?<preposition>
    in|at|near|outside|on|by|close to|next to|not far from|out of|south of|north of|west of|east of
    |from(?= \S+$)
  )[ ]
  |^my (?:home|house|flat|apartment|place) is (?:in|near) |^home (?:for me )?is (?:in |currently )?
  |^my (?:current |present )?(?:city|location|town) is |^my home is[ ]
  |^i am (?:a resident of|resident in|an? expat in|an? expat living in)[ ]
`
const moves = pattern('d')`
  ^(?:i|we) (?:(?:have )?(?:moved|relocated|emigrated|immigrated|shifted)|have been relocated) (?:
    (?:away|all the way|here|over|out|back|down|up|again|permanently|home) |(?:from \S+(?: \S+)? )
    |(?:in with \S+ \S+ )
  )*(?:to|into|in) (?:my (?:home ?town|native place|home city)(?: of)? )?
`
const homeTown = oneOf(`
  hometown, home town, home country, country of origin, native country, native place, native, home city,
  home state
`)
const comes = pattern('d')`
  ^(?:i|we) (?:
    am|are|come|hail|came|moved(?= (?:here|over|there))|am an? (?:immigrant|expat|refugee|migrant|native)
  ) (?:originally |here |over |there )?from[ ]
  |^my (?:${homeTown}) is |^i am (?:a )?native of |^i am originally from |^i belong to[ ]
`
const born =
  /^i was (?<born>born and (?:raised|bred|brought up)|born|raised|brought up) in |^i grew up (?:in|near|on) /d
const cohabitants = oneOf(`
  (?:\\S+ )?parents?, mother, father, girlfriend, boyfriend, partner, wife, husband, family, sister, brother,
  grandparents, grandmother, grandfather, grandma, grandpa, nan, gran, aunt, uncle, cousins?, in-laws, fiance,
  siblings, roommates?, flatmates?, housemates?, kids, children, son, daughter, fiancee?, in-laws
`)
const household = pattern('d')`
  ^(?:i|we) (?:live|am living|stay) (?:off campus |on campus |at home )?(?<how>
    alone|by myself|on my own
    |with my (?:${cohabitants})(?: and (?:my )?(?:\S+ )?(?:${cohabitants}|dogs?|cats?))?
    |with (?:an?|one|two|three|four|some|\d) (?:other )?(?:roommates?|flatmates?|housemates?|people|others)
  )(?= |$)
`
const postal =
  /^my (?<what>zip code|zip|postcode|post code|postal code|area code|time ?zone) is (?<value>\S+(?: \S+)?)$/d
const asHome = pattern('d')`
  ^(?:
    i (?:call|have made) (?<called>\S+(?: \S+){0,2}) (?:my )?home
    |(?<is>
       (?!this|that|it|here|there|which|where)\S+(?: \S+){0,2}
     ) is (?:my )?home(?: for me| now| these days)?
  )$
`
const address = /^my (?:home |postal |mailing )?address is (?<address>\d.*|.* \d.*)$/d
const amIn = pattern('d')`
  ^(?:i|we) (?:am|are) (?:over |down |up |out )?(?:here )?(?:
    in the sticks |in the middle of nowhere[ ]
  )?(?:in|near)[ ]
  (?!
    .*\b(?:for|on|visiting|until|today|tonight|right now|this|at the|next|just|trip|holiday|vacation)\b
  )
`
const nationality = pattern('d')`
  ^i am (?:an? )?(?:proud |native )?(?:(?:half|south|north|sri|new) )?(?<what>\S+)(?=
    [ ]living | based | studying | working | in | but | from |$| and | , | so | who | by (?:birth|nationality)
    |[ ]guy| girl| man| woman| citizen| expat
  )
`
const unsaid = pattern('')`
  \b(?:in|of|for) (?:my|the|a|this) (?:\S+ )?(?:
    story|novel|game|dreams?|movie|film|head|mind|imagination|roleplay|simulation
  )\b
  |\b(?:temporarily|until|hypothetically|minecraft|sims)\b
`
/** Of what people live on or by, it is where only this stands there. */
const spots = /^(?:an?|the|my) |^(?:boats?|campus)\b/

const home = (preposition: string, place: Phrase): Found => ({
  text: `Lives ${preposition} ${sayPlace(place)}`,
  slot: 'home',
  importance: 0.7,
})

const living: Reading = (taken, clause) => {
  const place = placeAt(clause, taken.next)
  const said = taken('preposition').text
  if (!place || (/^(?:on|by)$/.test(said) && !spots.test(place.text))) return []
  const near = /^(?:just |right )?(?:outside|near)$/.test(said) ? said : said === 'out of' || said === '' ? 'in' : said
  return [home(near, place)]
}

const withPlace =
  (say: (place: Phrase, clause: Clause) => Found): Reading =>
  (taken, clause) => {
    const place = placeAt(clause, taken.next)
    return place && [say(place, clause)]
  }

const known: Reading = (taken, clause) => {
  const place = placeAt(clause, taken.next)
  const name = place?.text.split(' ,')[0] ?? ''
  return place && isKnownPlace(name.replace(/^the /, '')) ? [home('in', place)] : []
}

const where = firstOf([
  [lives, living],
  [moves, withPlace((place) => home('in', place))],
  [comes, withPlace(origin)],
  [
    born,
    withPlace((place, { text }) =>
      text.startsWith('i was born')
        ? { text: `Was born in ${sayPlace(place)}`, slot: 'birthplace', importance: 0.6 }
        : { text: `Grew up in ${sayPlace(place)}`, slot: 'childhood', importance: 0.5 },
    ),
  ],
  [address, (taken) => [{ text: `Address is ${taken('address').raw}`, slot: 'address', importance: 0.7 }]],
  [
    postal,
    (taken) => [
      {
        text: `${taken('what').raw.replace(/^./, (one) => one.toUpperCase())} is ${taken('value').raw}`,
        slot: 'postal',
        importance: 0.6,
      },
    ],
  ],
  [
    asHome,
    (taken) => {
      const place = taken('called').text === '' ? taken('is') : taken('called')
      return isKnownPlace(place.text) || /^\p{Lu}/u.test(place.raw) ? [home('in', place)] : undefined
    },
  ],
  [amIn, known],
  [
    nationality,
    (taken, clause) =>
      nationalities.has(taken('what').text)
        ? [
            {
              text: `Is ${capitalised(part(clause, 2, taken.next).raw.replace(/^(?:an?|proud|native) /i, ''))}`,
              slot: 'nationality',
              importance: 0.6,
            },
          ]
        : undefined,
  ],
])

const whoWith = firstOf([
  [
    household,
    (taken) => [
      {
        text: `Lives ${withoutSpeaker(taken('how').raw).replace(/by themselves|on their own/, 'alone')}`,
        slot: 'household',
        importance: 0.6,
      },
    ],
  ],
])

/** Where somebody lives, with whom, and where they come from. */
export const places: Rule = (clause, saidAt) =>
  unsaid.test(clause.text) ? [] : [...whoWith(clause, saidAt), ...where(clause, saidAt)]
