import { cutBefore, part, set, withoutSpeaker, type Clause, type Found, type Phrase, type Rule } from './clause.ts'
import { noTrade, occupations, soundsLikeTrade } from './occupations.ts'
import { oneOf, pattern } from './patterns.ts'
import { originAfter } from './places.ts'
import { firstOf, type Reading } from './sayings.ts'
import { schooling } from './schooling.ts'
import type { Word } from './words.ts'
import { employerAt, ends, sayEmployer } from './workplaces.ts'

/** "Director of marketing": how a title may go on. */
const ofWhat = /^of (?!a year|years|course|the year)/
const titleEnds = set(
  [...ends].filter((word) => word !== 'for').join(' ') + ' at in for of-course on to here nearly almost',
)
/** What was said without an article gets the one that it was read with. */
const asSaid = (title: Phrase): string =>
  /^an? /.test(title.text) && !/^an? /i.test(title.raw)
    ? `${/^[aeiou]/i.test(title.raw) ? 'an' : 'a'} ${title.raw}`
    : title.raw
const job = (title: Phrase | string): Found => ({
  text: `Works as ${typeof title === 'string' ? title : withoutSpeaker(asSaid(title))}`,
  slot: 'job',
  importance: 0.7,
})
const employer = (text: string): Found => ({ text, slot: 'employer', importance: 0.7 })

const fields = set(`
  it tech finance banking healthcare education marketing sales hr logistics retail hospitality insurance
  construction advertising pr consulting research media publishing accounting law politics government agriculture
  manufacturing engineering web graphic video seo copywriting plumbing carpentry landscaping photography tutoring
  bookkeeping cleaning hair makeup nails tattoos software film tv television theatre theater music gaming fashion
  tourism biotech pharma academia cybersecurity ecommerce e-commerce design journalism aviation aerospace
  telecommunications telecoms transport energy procurement admin administration nursing childcare catering
  customer data human social public real security science medicine oncology pediatrics paediatrics banking fintech
  crypto advertising army navy military police
`)

/** "34 year old" before what somebody is: how many words. */
const leadOf = (clause: Clause, at: number): number =>
  /^(?:an? )?(?:\d\d years? old |\d\d-year-old |\d\d ?yo |\d\dm |\d\df )/
    .exec(part(clause, at).text)?.[0]
    .trim()
    .split(' ').length ?? 0

/** "a senior software engineer at Google": as much of it as is a trade. */
function tradeAt(clause: Clause, at: number): Phrase | undefined {
  const phrase = cutBefore(clause, part(clause, at), titleEnds, 7)
  const lead = leadOf(clause, at)
  const partTime = /^(?:an? )?(?:part|full) time /.test(part(clause, at + lead).text) ? 2 : 0
  const bare = phrase.words
    .filter(({ text }, index) => index >= lead && !(partTime > 0 && /^(?:part|full|time)$/.test(text)))
    .filter(({ text }, index) => index > 0 || !/^(?:an?|the)$/.test(text))
  const last = bare.at(-1)?.text.replace(/s$/, '') ?? ''
  if (bare.length === 0 || bare.length > 5 || bare.some(({ text }) => noTrade.has(text))) return undefined
  if (occupations.has(last) || occupations.has(bare.at(-1)?.text ?? '') || soundsLikeTrade(bare.at(-1)?.text ?? ''))
    return phrase
  const of = bare.findIndex(({ text }) => text === 'of')
  return of > 0 &&
    occupations.has(bare[of - 1]?.text ?? '') &&
    ofWhat.test(part(clause, at + phrase.words.indexOf(bare[of] as Word)).text)
    ? phrase
    : undefined
}

function employerAfter(clause: Clause, at: number): Found[] {
  const next = part(clause, at, at + 1).text
  if (next !== 'at' && next !== 'for') return originAfter(clause, at)
  const where = employerAt(clause, at + 1)
  return where ? [employer(`Works ${next} ${sayEmployer(where)}`)] : []
}

const jobs = oneOf(`job, position, role, gig`)
const isTrade = pattern('d')`
  ^(?:
    i am|i (?:have )?(?:become|became)|i (?:was|got|have been) (?:just )?promoted to(?: be)?
    |i (?:have )?(?:now )?trained as|i have been|i am working as|i have been working as
  ) (?=(?:an? )?\S)
`
const worksAs = pattern('d')`
  ^i (?:
    ${oneOf(`
      work, am working, am employed, have been working, have worked, got hired, was hired, earn my living,
      make a living, freelance, moonlight
    `)}
    |(?:have|got|landed|found) (?:an? )?(?:new )?(?:${jobs})
    |(?:have )?(?:started|begun)(?:(?: an?| my)?(?: new)? (?:${jobs})| working| work| a job| out)?
  ) (?:
    full[- ]time |part[- ]time |on a \S+ basis |mainly |mostly |(?:night |day )?shifts |nights |evenings |here[ ]
    |there |remotely |now[ ]
  )*as[ ]
`
const jobIs = pattern('d')`
  ^my (?:current |new |day |main )?(?:
    job|profession|occupation|job title|role|position|line of work
  ) is (?:now )?(?:as )?(?:being )?
  (?!
    to |not |that |killing|so |very |hard|stressful|boring|great|fine|good|bad|awful|terrible|in danger
    |at risk|safe|ok|okay|going|making|driving|my[ ]
  )
`
const worksAt = pattern('d')`
  ^(?:i|we) (?:
    (?:
      ${oneOf(`
        work, am working, am employed, have been working, have worked, was hired, got hired, have been hired,
        am starting work, am doing job, do job, am doing a job, intern, am interning, volunteer,
        am volunteering, live and work, serve, am serving, both work, manage a team(?: of \\S+)?,
        run a team(?: of \\S+)?, lead a team(?: of \\S+)?, got a role, have been(?= with \\S+ for), work shifts,
        work nights, work night shifts
      `)}
      |(?:have|got|landed|found) (?:an? )?(?:new )?(?:${jobs})
      |(?:have )?started (?:working|work|(?:an? |my )?(?:new )?(?:${jobs}))
    ) (?:
      full[- ]time |part[- ]time |remotely |now |nights |days |here |over[ ]
    )?(?:remote |as a contractor )?(?<how>at|for|by|with|in(?= an? )|in(?= the )|on(?= a farm| farms))
    |(?:drive|deliver) (?<drives>for)|(?<joined>(?:have )?joined)
  )[ ]
`
const employs =
  /^my (?:current |new )?(?:employer|company) is (?!not |so |very |my |the worst|the best|great|bad|terrible|going|closing|making|letting|moving)/d
const coworkers = pattern('d')`
  ^(?:.* )?my (?:
    boss|manager|supervisor|team|colleagues|coworkers|co-workers|job|shifts?|office
  ) at (?!the moment|work|home|night|least|all|hand|stake|times)
`
const drives =
  /^i drive (?:an? )?(?<what>taxi|cab|bus|lorry|truck|ambulance|tram|train|forklift|hgv|minibus|school bus|delivery van)s?(?= |$)/d
const worksIn = pattern('d')`
  ^i (?:
    am(?=
      [ ]in (?:
        sales|it|hr|marketing|finance|tech|banking|retail|insurance|construction|healthcare|education
        |logistics|hospitality|law|pr|advertising|engineering|software|media|real estate
        |the (?:army|navy|military|air force|police|nhs|civil service)
      )(?=$| ,| and | for | at | so )
    )
    |work|am working|am employed|have (?:been working|worked)|have a job|am doing job|do job
  ) in (?:the )?(?<field>\S+(?: \S+){0,3})
`
const doesField = /^i do (?<field>\S+(?: \S+)?)(?: work)?(?= for a living| for work| for an? | at | professionally|$)/d
const fromHome = /^i (?:work|am working) (?:remotely )?(?:(?:remotely|fully) )?(?:from|at) home\b|^i work remotely\b/
const businesses = oneOf(`
  business, company, startup, start-up, shop, store, restaurant, cafe, bakery, bar, pub, farm, agency, studio,
  salon, practice, bookshop, bookstore, clinic, gym, hotel, consultancy, firm, brewery, winery, gallery,
  nursery, charity, non-?profit, food truck, barbershop, (?:youtube |tiktok |twitch )?channel, podcast, blog,
  newsletter, website, band, etsy shop, food stall, b&b, guest house, airbnb, nonprofit
`)
const runs = pattern('d')`
  ^(?:i|we) (?<how>
    own|co-own|part-own|run|am running|are running|have
    |(?:have )?(?:started|founded|co-founded|set up|opened|launched|built|bought)
  ) (?<what>(?:an?|my own|our own) (?:\S+ ){0,3}?(?:${businesses}))(?=
    [ ](?:,|in|at|on|called|named|selling|and|with|near|from|for|that|since|together|which|so|but)(?: |$)|$
  )
`
const states = pattern('d')`
  ^i (?:am|have been|became|got) (?:now )?(?<state>
    ${oneOf(`
      self-employed, self employed, unemployed, jobless, out of work, between jobs, a freelancer, freelance,
      on maternity leave, on paternity leave, on parental leave, on sick leave, on disability, on benefits,
      on the dole, on sabbatical, on a sabbatical, laid off, furloughed, homeschooled, home-schooled,
      an? (?:small )?(?:business|shop|store|restaurant|cafe|salon|company) owner, on a gap year,
      taking a gap year, a stay-at-home \\S+, a stay at home \\S+, a sahm,
      a full[- ]time (?:parent|mother|father|carer), a house ?wife, a house ?husband, a homemaker, retired,
      a retired \\S+(?: \\S+)?
    `)}
  )(?= |$)
`
const noJob =
  /^(?:an? )?(?:joke|nightmare|mess|dream|lot|pain|blessing|grind|bore|challenge|disaster|struggle|drag|scam)$/
const owner = new RegExp(
  String.raw`^i am (?:the |an? )?(?:proud |co-)?owner of (?<what>(?:an?|my own|the) (?:\S+ ){0,3}?(?:${businesses}))(?= |$)`,
  'd',
)
const teaches = /^i teach (?!(?:you|him|her|them|myself|my|a lesson|people)\b)(?<what>\S+(?: \S+){0,5})/d
const lost = oneOf(`fired, laid off, let go, made redundant, sacked, axed, terminated, dismissed`)
const leaves = pattern('d')`
  ^i (?:
    (?:have )?(?:
      quit|left|resigned from|lost|was (?:${lost})|got (?:${lost})|have been (?:${lost})|retired from(?! \S+ing(?: |$))
    )(?: from)?(?: my)?(?: (?:old |current )?(?:job|position|role|work))?(?: (?:at|from|with|in|by))?
    |(?:do not(?=.* any ?more\b)|no longer) work (?:at|for)
  ) (?<where>(?!(?:from|my|job|position|role|work)(?: |$))\S.*)$
`
const jobless = pattern('')`
  ^i (?:
    (?:have )?(?:quit|lost) my (?:\S+ )?job|(?:was|got|have been) (?:${lost})(?: from my (?:\S+ )?job)?|was made redundant|am out of a job
    |resigned|handed in my notice
  )(?:$| (?:yesterday|today|last|this|recently|two|three|a|in|and)\b)
`

/** Where somebody no longer works is news of where they do. */
const leaving = firstOf([
  [jobless, () => [{ text: 'Is out of a job', slot: 'employer', importance: 0.7 }]],
  [
    leaves,
    (taken, clause) => {
      const where = employerAt(clause, taken.next - taken('where').words.length)
      const asJob = /\b(?:job|position|role|work|fired|laid off|let go|redundant|resigned|retired)\b/.test(clause.text)
      return where && asJob ? [employer(`No longer works at ${sayEmployer(where)}`)] : undefined
    },
  ],
])

const learners =
  /\b(?:student|undergraduate|postgraduate|trainee|apprentice|intern|pensioner|retiree|housewife|househusband|homemaker)$/
const promoted = /^i (?:was|got|have been) promoted\b|^i (?:am|have been) (?:head|ceo|cto|cfo|chief|director)\b/

/** A trade, where whoever has it works, and where they are from. */
const trade: Reading = (taken, clause) => {
  const told = tradeAt(clause, taken.next)
  if (!told || !(/^(?:an?|the) /.test(told.text) || promoted.test(clause.text))) return undefined
  const end = taken.next + told.words.length
  if (learners.test(told.text))
    return [
      {
        text: `Is ${asSaid(told).replace(/^(an?) (?:\d\d ?yo|\d\d-year-old) /i, '$1 ')}`,
        slot: 'job',
        importance: 0.7,
      },
      ...(/student|graduate/.test(told.text) ? originAfter(clause, end) : employerAfter(clause, end)),
    ]
  const lead = leadOf(clause, taken.next)
  const title = lead === 0 ? told : part(clause, taken.next + lead, end)
  return [
    job(lead === 0 || /^an? /.test(title.text) ? title : `${/^[aeiou]/.test(title.text) ? 'an' : 'a'} ${title.raw}`),
    ...employerAfter(clause, end),
  ]
}

const titled: Reading = (taken, clause) => {
  const title = cutBefore(clause, part(clause, taken.next), titleEnds, 7)
  const plain = title.words.filter(({ text }) => !/^(?:an?|the)$/.test(text))
  const fits =
    plain.length > 0 &&
    !noJob.test(title.text) &&
    (!noTrade.has(plain[0]?.text ?? '') || /^(?:part|full) time\b/.test(plain.map(({ text }) => text).join(' '))) &&
    (clause.text.startsWith('i ') || /^an?\b/.test(title.text) || tradeAt(clause, taken.next) !== undefined)
  return fits ? [job(title), ...employerAfter(clause, taken.next + title.words.length)] : []
}

const employed: Reading = (taken, clause) => {
  const firm = employerAt(clause, taken.next)
  const how = taken('joined').text === '' ? taken('how').text || 'for' : 'at'
  if (
    !firm ||
    (how === 'by' && !/\b(?:employed|hired)\b/.test(clause.text)) ||
    (how === 'with' && !/\p{Lu}/u.test(firm.raw))
  )
    return undefined
  const found = [
    employer(`Works ${how === 'by' ? 'for' : how === 'for' || how === 'with' ? how : 'at'} ${sayEmployer(firm)}`),
  ]
  const next = part(clause, taken.next + firm.words.length)
  if (!next.text.startsWith('as ')) return found
  const title = cutBefore(clause, part(clause, taken.next + firm.words.length + 1), titleEnds, 6)
  return title.text === '' ? found : [...found, job(title)]
}

const firmNamed: Reading = (taken, clause) => {
  const firm = employerAt(clause, taken.next)
  const named =
    firm && cutBefore(clause, firm, set('is are was has have keeps says wants starts ends sucks makes lets gave told'))
  return named && named.text !== '' ? [employer(`Works at ${sayEmployer(named)}`)] : undefined
}

const field: Reading = (taken, clause) => {
  const what = cutBefore(clause, taken('field'), titleEnds, 4)
  const first = what.words[0]?.text ?? ''
  // "It" is a field where it is written as one.
  const known = fields.has(first) && (first !== 'it' || what.raw.startsWith('IT') || what.words.length > 1)
  // What is no field is where somebody works, if it is written as a name.
  if (!known && (clause.text.startsWith('i do ') || !/^\p{Lu}/u.test(what.raw))) return []
  const the =
    /\bin the$/.test(clause.text.slice(0, clause.text.indexOf(what.text)).trim()) &&
    /^(?:army|navy|military|police)/.test(what.text)
      ? 'the '
      : ''
  return [{ text: `Works in ${the}${what.raw}`, slot: known ? 'field' : 'employer', importance: 0.6 }]
}

const working = firstOf([
  [
    states,
    (taken, clause) => {
      const raw = taken('state').raw
      const rest = originAfter(clause, taken.next)
      const title = cutBefore(clause, taken('state'), titleEnds)
      return [{ text: `Is ${raw.startsWith('a retired') ? title.raw : raw}`, slot: 'job', importance: 0.7 }, ...rest]
    },
  ],
  [
    runs,
    (taken) => [
      {
        text: `${/own$|^have$/.test(taken('how').text) ? 'Owns' : 'Runs'} ${withoutSpeaker(taken('what').raw)}`,
        slot: 'job',
        importance: 0.7,
      },
    ],
  ],
  [owner, (taken) => [{ text: `Owns ${taken('what').raw}`, slot: 'job', importance: 0.7 }]],
  [
    teaches,
    (taken, clause) => {
      const what = cutBefore(clause, taken('what'), titleEnds, 4)
      return what.text === '' ? undefined : [job(`a teacher of ${what.raw}`)]
    },
  ],
  [worksAs, titled],
  [
    pattern('')`
      ^i (?:am |have )?(?:been )?retired(?: from \S+ing$|(?: from \S+(?: \S+)?)?(?:
        [ ]in (?:19|20)\d\d| last \S+| this \S+| \S+ (?:years?|months?) ago| for .+
      )$)
      |^i took early retirement\b
    `,
    () => [{ text: 'Is retired', slot: 'job', importance: 0.7 }],
  ],
  [
    pattern('d')`
      ^i work (?:closely )?(?<with>
        with (?:(?:disabled|young|elderly|small|special needs|autistic|vulnerable|homeless|deaf|adult|sick) )?
        (?:
          children|kids|animals|horses|dogs|the elderly|people|adults|teenagers|teens|patients|refugees|babies
          |toddlers|students|wood|leather|metal|textiles|computers
        )(?: with \S+)?
      )$
    `,
    (taken) => [{ text: `Works ${taken('with').raw}`, slot: 'field', importance: 0.6 }],
  ],
  [/^i work for myself\b/, () => [{ text: 'Is self-employed', slot: 'job', importance: 0.7 }]],
  [jobIs, titled],
  [isTrade, trade],
  [worksAt, employed],
  [employs, firmNamed],
  [drives, (taken) => [job(`${/^[aeiou]/.test(taken('what').text) ? 'an' : 'a'} ${taken('what').raw} driver`)]],
  [coworkers, firmNamed],
  [worksIn, field],
  [doesField, field],
])

/** Trade, employer, school and what is studied. */
export const work: Rule = (clause, saidAt) => {
  if (/\b(?:story|novel|game|dream|movie|film) i\b/.test(clause.text)) return []
  const left = leaving(clause, saidAt)
  if (left.length > 0) return left
  const home: Found[] = fromHome.test(clause.text) ? [{ text: 'Works from home', importance: 0.5 }] : []
  return [...schooling(clause, saidAt), ...home, ...working(clause, saidAt)]
}
