import {
  cutBefore,
  phraseOf,
  set,
  take,
  withoutSpeaker,
  type Clause,
  type Found,
  type Phrase,
  type Rule,
} from './clause.ts'
import { dateIn, type When } from './dates.ts'
import { baseOfGerund } from './gerund.ts'
import { topicOf } from './topic.ts'

const going =
  /^(?:i|we) (?:am|are) (?:going|planning|about|due|set|scheduled|hoping|intending|aiming|determined|supposed) to (?<what>(?!bed\b|sleep\b|be right|be back)\S.*)$/d
const intends =
  /^(?:i|we) (?:plan|intend|aim|have decided|decided|have plans|have planned|have to|need to|want|would love|will|have signed up|signed up|am determined|hope)(?: to)? (?<what>(?!to )\S.*)$/d
const planning =
  /^(?:i|we) (?:am|are) (?:planning|organizing|organising|preparing for|training for|saving(?: up)? for|studying for|preparing) (?<what>(?!to |on |it |this |that |my next|for )\S.*)$/d
const progressive = /^(?:i|we) (?:am|are) (?:back )?(?<verb>\S{2,}ing) ?(?<what>.*)$/d
const planned =
  /^(?:i|we) (?:have|have got|got|booked|have booked) (?<what>(?:an?|my|the|our|two|three|tickets|surgery|dinner|lunch|plans) ?.*)$/d
const myEvent =
  /^(?:my|our) (?<what>(?:\S+ ){0,3}?(?:wedding|exam|exams|interview|surgery|appointment|flight|holiday|vacation|trip|graduation|finals|marathon|operation|deadline|thesis defen[sc]e|driving test|job interview|due date|anniversary|concert|baby shower|moving day|first day|meeting|presentation)(?: \S+){0,4}?) (?:is|are|starts|begins)(?: due| scheduled| set| planned)?(?: for)? (?<when>\S.*)$/d
const dueDate = /^my (?:baby|due date|child) is due (?<when>\S.*)$|^i am due (?<due>\S.*)$/d
const expecting =
  /^(?:i|we) (?:am|are) expecting (?:(?:my|our|a|another|an|twins)(?: \S+){0,2}? ?(?:baby|child|boy|girl|twins)|twins)(?<when> .*)?$/d
const goal =
  /^(?:my|our) (?:(?:main|big|biggest|next|long-term|ultimate|current|personal|fitness|career|life) )*(?:goal|aim|ambition|dream|plan|new year's resolution|resolution|target|objective)(?: for (?:this|next) (?:year|month)| this year| in life| right now)? is (?:to (?<what>\S.*)|(?<gerund>\S+ing)(?<rest> .*)?)$/d
const trying =
  /^i (?:am|have been) (?:trying|working hard|working|studying|learning how|saving up|training|learning) to (?<what>\S.*)$/d
const learning =
  /^i (?:am|have been|have started|started|want to start) learning (?:how )?(?<what>(?!about|that|a lot|from|more|it|how|so|to trust|the hard)\S.*)$/d
const workingTowards = /^i am working (?:towards|toward) (?<what>\S.*)$/d

/** What is worth knowing later even where no day was named. */
const lasting = set(
  'move marry get study start quit retire adopt buy sell run learn visit travel emigrate relocate apply propose graduate open launch found become go lose gain stop publish finish fly climb hike backpack give divorce enroll major train save write take pass join return build cycle have volunteer',
)
const lastingWhole =
  /^(?:get (?:married|divorced|engaged|fit|pregnant|a (?:dog|cat|puppy|kitten|degree|phd|masters?|divorce|new job|promotion|tattoo|driver's licen[sc]e)|in shape|healthier|surgery|my (?:degree|licen[sc]e|driver's licen[sc]e|phd|masters?))|have (?:a baby|surgery|kids|children|an operation|another baby)|go (?:vegan|vegetarian|back to (?:school|college|university|uni)|freelance|abroad|to (?:college|university|law school|med school|grad school)|part-time|on (?:holiday|vacation|parental leave|maternity leave|a cruise))|quit (?:my job|smoking|drinking|sugar|school|alcohol|caffeine|vaping)|stop (?:smoking|drinking|eating|vaping|biting)|give up (?:smoking|drinking|meat|sugar|alcohol|coffee)|lose (?:\d+|\S+ (?:kg|kilos?|pounds|lbs|stone)|weight|some weight)|gain (?:weight|muscle|\d+)|run (?:a|the|my first|an|half|another) (?:\S+ )?(?:marathon|half|half-marathon|ultra\S*|5k|10k|race|triathlon|business|\S+ marathon)|buy (?:a|an|my|our) (?:\S+ )?(?:house|flat|apartment|car|home|boat|motorbike|bike|farm|van|first)|sell (?:my|our) \S+|start (?:a|an|my own|my) (?:\S+ ){0,2}(?:business|company|podcast|job|family|blog|phd|masters?|degree|channel|course|bakery|restaurant|cafe)|start (?:university|college|school|therapy|running|training|yoga|meditating)|open (?:a|an|my own) \S+|write (?:a|my|my first|an) (?:\S+ )?(?:book|novel|thesis|memoir|dissertation|screenplay)|publish|finish (?:my|a|the) (?:\S+ )?(?:book|novel|thesis|degree|phd|studies|dissertation|masters?)|take (?:a (?:gap|sabbatical|year)|the (?:\S+ )?(?:exam|bar|mcat|lsat|gre|toefl|ielts))|pass (?:my|the)|save (?:up )?(?:for|\S*\d)|train for|apply (?:for|to) (?:a |the |my )?(?:\S+ ){0,2}(?:job|university|college|school|phd|masters?|citizenship|visa|program|programme|position|scholarship|harvard|oxford|stanford|mit)|learn (?!more|about|from|how it|what|why|the (?:truth|answer)|it\b|that|this|something)|become (?:a|an|fluent|vegan|vegetarian|more)|move |marry|retire|adopt|study|visit |travel |emigrate|relocate|propose |graduate|backpack|climb |hike |fly |volunteer|divorce|return to |build (?:a|my|our)|cycle |join (?:a|the|an) |launch|major in|read \d+|speak \S+ fluently|be (?:a|an) \S+)/
/** What people do at once, or ask for. */
const fleeting =
  /^(?:you|ask|tell|try|think|talk|see|come back|let|be(?! an? (?:father|mother|parent|grand\S+|aunt|uncle)\b)|do|use|say|check|look|call you|send|show|give you|know|need|make sure|sleep|bed|eat|cook|make|find|help|explain|understand|go (?:now|to bed|to sleep|home|out|offline|ahead|for a|crazy|insane|back)|wait|stop here|start (?:by|with|over|again|from)|share|read|write (?:you|this|it|that|an? (?:email|message|essay|letter))|test|assume|copy|paste|ignore|kill|die|end|hurt|cut|jump|harm|miss|cry|scream|lose (?:it|my mind)|put|add|get (?:back|to|going|up|some|it|this|out|started|help|more|better)|take (?:it|that|this|a (?:nap|shower|break|look|walk|bath))|have (?:a (?:look|go|nap|shower|drink|coffee|bath|word|cigarette)|to|lunch|breakfast|dinner$)|leave (?:it|this|now|you)|feel|ask|trust|believe|guess|keep|go over|sit|lie|play|watch|listen|order|hang|meet you|win|fail|regret|drive myself|explode|puke|vomit|faint|pass out|sue|murder|suicide)\b/
const dark =
  /\b(?:kill|die|dying|death|suicide|hurt|harm|end it|end my|overdose|cut myself|jump off|shoot|stab|murder|pills)\b/
const events =
  /\b(?:appointment|exam|exams|interview|surgery|operation|flight|wedding|meeting|date|trip|holiday|vacation|concert|test|presentation|deadline|race|marathon|party|class|therapy|session|check-up|checkup|scan|mri|visit|reservation|conference|dinner|lunch|game|match|recital|audition|viewing|viva|defen[sc]e|tickets|ticket|birthday|anniversary|funeral|graduation|reunion|hearing|competition|tournament|performance|gig|show|festival|retreat|cruise|tour|course|workshop|shift|call|dentist|doctor's?|plans|ultrasound|biopsy|procedure|baby shower|housewarming)\b/

const cuts = set(
  'because if unless which although though so but since whereas while when until till i who lol btw hopefully maybe perhaps probably please and-i :',
)

/** The words without those that name the day. */
function undated(phrase: Phrase, when: When | undefined, clause: Clause): Phrase {
  if (!when) return phrase
  const before = phrase.text.slice(0, when.start).trim()
  const from = before === '' ? 0 : before.split(' ').length
  const to = from + phrase.text.slice(when.start, when.end).trim().split(' ').length
  return {
    ...phraseOf(clause.message, [...phrase.words.slice(0, from), ...phrase.words.slice(to)]),
    raw: joined(clause, phrase, from, to),
  }
}

const joined = (clause: Clause, phrase: Phrase, from: number, to: number): string =>
  [phraseOf(clause.message, phrase.words.slice(0, from)).raw, phraseOf(clause.message, phrase.words.slice(to)).raw]
    .filter((raw) => raw !== '')
    .join(' ')

const tidy = (raw: string): string =>
  withoutSpeaker(raw.replace(/[\s,:]+$/, '').replace(/^[\s,:]+/, '')).replace(/ (?:and|or|with|on|in|at|for|to)$/, '')

function plan(frame: string, what: string, when: When | undefined, base: string | undefined): Found[] {
  const thing = tidy(what)
  const text = `${frame}${base === undefined ? '' : ` ${base}`}${thing === '' ? '' : ` ${thing}`}${when ? ` ${when.text}` : ''}`
  return text.length > 200
    ? []
    : [{ text, slot: null, topic: topicOf('plan', `${base ?? ''} ${thing}`.trim()), importance: 0.6 }]
}

function toDo(clause: Clause, raw: Phrase, frame: string, saidAt: number, needsDate: boolean): Found[] {
  const phrase = cutBefore(clause, raw, cuts)
  const next = raw.words[phrase.words.length]?.text
  if (next === 'if' || next === 'unless' || next === 'maybe') return []
  if (
    phrase.text === '' ||
    dark.test(phrase.text) ||
    /\b(?:you|your|tonight|today|now|this (?:morning|afternoon|evening)|it|that|this one)\b/.test(phrase.text)
  )
    return []
  const when = dateIn(phrase.text, saidAt)
  const what = undated(phrase, when, clause)
  if (what.text === '' || fleeting.test(what.text)) return []
  if (!when && (needsDate || !lastingWhole.test(`${what.text} `) || !lasting.has(what.words[0]?.text ?? ''))) return []
  return plan(frame, what.raw, when, undefined)
}

const notPlans = set(
  'feeling thinking wondering looking asking talking telling trying being going having doing getting hoping sitting standing lying crying waiting reading writing watching dying kidding joking saying using learning working living struggling suffering expecting reaching freaking losing calling wanting needing hating loving enjoying dating seeing staying sleeping eating freezing starving planning chatting texting considering missing',
)
const certainly = set(
  'moving flying travelling traveling leaving visiting starting marrying retiring graduating having getting running taking going seeing staying meeting attending hosting relocating emigrating presenting adopting driving playing competing giving performing speaking doing undergoing beginning finishing sitting',
)

const scheduled = /^(?:i|we) (?<what>(?:start|leave|fly|move|graduate|retire|travel|begin|return|marry) ?.*)$/d

function doing(clause: Clause, saidAt: number): Found[] {
  const going = take(clause, progressive)
  if (!going || /^(?:i|we) (?:am|are) turning \d/.test(clause.text)) return []
  const verb = going('verb').text
  const phrase = cutBefore(clause, going('what'), cuts)
  const next = going('what').words[phrase.words.length]?.text
  if (next === 'if' || next === 'unless' || next === 'maybe' || dark.test(clause.text)) return []
  const when = dateIn(phrase.text, saidAt)
  const what = undated(phrase, when, clause)
  if (/\b(?:you|your|it|this|that|tonight|today)\b/.test(what.text) || /^to (?:be|\S+ing)\b/.test(what.text)) return []
  const whole = `${baseOfGerund(verb)} ${what.text}`.trim()
  if (
    when
      ? notPlans.has(verb) && !certainly.has(verb)
      : !/^(?:move (?:to|in with|back to|abroad)|get (?:married|divorced)|start (?:a new job|university|college|therapy|chemo)|retire|emigrate)\b/.test(
          whole,
        )
  )
    return []
  if (
    when &&
    /^(?:feel|think|go (?:crazy|insane|to bed|to sleep)|do (?:well|good|fine|ok|great)|have (?:trouble|fun|a hard|a bad|problems|difficulty|thoughts))\b/.test(
      whole,
    )
  )
    return []
  return plan('Plans to', what.raw, when, baseOfGerund(verb))
}

export const plans: Rule = (clause, saidAt) => {
  const { text } = clause
  const event = take(clause, myEvent)
  if (event) {
    const when = dateIn(event('when').text, saidAt)
    return when ? plan(capital(event('what').raw), `is ${when.text}`, undefined, undefined) : []
  }
  const due = take(clause, dueDate)
  const dueWhen = due && dateIn(due('when').text || due('due').text, saidAt)
  const expects = take(clause, expecting)
  if (expects) return plan('Is expecting', 'a baby', dateIn(expects('when').text, saidAt), undefined)
  if (dueWhen) return [{ text: `Baby is due ${dueWhen.text}`, slot: 'due-date', importance: 0.8 }]
  const aim = take(clause, goal)
  if (aim) {
    const when = dateIn(aim('what').text || aim('rest').text, saidAt)
    const what = aim('what').text === '' ? aim('rest') : aim('what')
    const base = aim('gerund').text === '' ? undefined : baseOfGerund(aim('gerund').text)
    const kept = undated(cutBefore(clause, what, cuts), when, clause)
    return dark.test(text) || /\b(?:you|your|it|this|that|these|tonight|today|now|here)\b/.test(kept.text)
      ? []
      : plan('Wants to', kept.raw, when, base)
  }
  const goes = take(clause, going)
  if (goes) return toDo(clause, goes('what'), 'Plans to', saidAt, false)
  const means = take(clause, intends)
  if (means) {
    const wishes = /^(?:i|we) (?:want|would love|hope)\b/.test(text)
    const must = /^(?:i|we) (?:will|have to|need to)\b/.test(text)
    return toDo(clause, means('what'), wishes ? 'Wants to' : 'Plans to', saidAt, must || text.includes(' would '))
  }
  const booked = take(clause, planned)
  if (booked) {
    const phrase = cutBefore(clause, booked('what'), cuts)
    const when = dateIn(phrase.text, saidAt)
    if (!when || !events.test(phrase.text) || dark.test(text)) return []
    return plan('Has', undated(phrase, when, clause).raw, when, undefined)
  }
  const tries = take(clause, trying)
  if (tries) return toDo(clause, tries('what'), 'Wants to', saidAt, false)
  const prepares = take(clause, planning)
  if (prepares && !/\b(?:you|it|this|that|today|tonight|dinner|lunch)\b/.test(prepares('what').text)) {
    const verb =
      /\b(?:training|saving(?: up)?|studying|preparing) for\b|\b(?:planning|organizing|organising|preparing)\b/.exec(
        text,
      )?.[0] ?? 'planning'
    const phrase = cutBefore(clause, prepares('what'), cuts)
    const when = dateIn(phrase.text, saidAt)
    return phrase.words.length > 8 || phrase.text === ''
      ? []
      : plan(`Is ${verb}`, undated(phrase, when, clause).raw, when, undefined)
  }
  const towards = take(clause, workingTowards)
  if (towards) return plan('Is working towards', cutBefore(clause, towards('what'), cuts).raw, undefined, undefined)
  const learns = take(clause, learning)
  if (learns && learns('what').words.length <= 6 && !/\b(?:you|it|this|that)\b/.test(learns('what').text))
    return plan('Is learning', cutBefore(clause, learns('what'), cuts).raw, undefined, undefined)
  const fixed = take(clause, scheduled)
  if (fixed) return toDo(clause, fixed('what'), 'Plans to', saidAt, true)
  return doing(clause, saidAt)
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
