import { isAim } from './aims.ts'
import { cutBefore, phraseOf, set, withoutSpeaker, type Clause, type Found, type Phrase, type Rule } from './clause.ts'
import { dateIn, type When } from './dates.ts'
import { baseOfGerund } from './gerund.ts'
import { oneOf, pattern } from './patterns.ts'
import { isKnownPlace } from './place-names.ts'
import { firstOf, type Reading } from './sayings.ts'
import { topicOf } from './topic.ts'

const off = /^(?:i|we) (?:am|are) (?:off|headed|heading|away|back) (?<what>(?:to|on) \S.*)$/d
const going = pattern('d')`
  ^(?:i|we) (?:am|are) (?:
    ${oneOf(`
      going, planning, about, due, set, scheduled, hoping, intending, aiming, determined, supposed, looking,
      thinking of going
    `)}
  ) to (?<what>(?!bed\b|sleep\b|be right|be back)\S.*)$
`
const intends = pattern('d')`
  ^(?:i|we) (?:have )?(?:always )?(?:
    (?:
      ${oneOf(`
        plan, intend, aim, decided, have plans, planned, have, has, need, want, wanted, would love, would like,
        signed up, am determined, hope
      `)}
    ) to
    |will|must
  ) (?<what>(?!to )\S.*)$
`
const signedUp =
  /^(?:i|we) (?:have |am |are )?(?<how>signed up|registered|enrolled|entered) (?<what>(?:for|in|on) .*)$/d
const planning = pattern('d')`
  ^(?:i|we) (?:am|are|have been) (?<verb>
    ${oneOf(`
      planning, prepping for, gearing up for, getting ready for, organizing, organising, preparing for,
      training for, saving(?: up)? for, studying for, preparing, revising for, cramming for
    `)}
  ) (?<what>(?!to |on |it |this |that |my next|for )\S.*)$
`
const progressive = /^(?:i|we) (?:am|are) (?:back )?(?<verb>\S{2,}ing) ?(?<what>.*)$/d
const planned = pattern('d')`
  ^(?:i|we) (?:have|have got|got|booked|have booked) (?<what>
    (?:
      ${oneOf(`
        an?, my, the, our, two, three, tickets, surgery, dinner, lunch, plans, flights, exams, finals, midterms,
        jury duty, chemo
      `)}
    )(?= |$).*
  )$
`
const happenings = oneOf(`
  wedding, exam, exams, interview, surgery, appointment, flight, holiday, vacation, trip, graduation, finals,
  marathon, operation, deadline, thesis defen[sc]e, driving test, job interview, due date, anniversary,
  concert, baby shower, moving day, first day, last day, meeting, presentation, viva, hearing, race, recital,
  test, midterms, rent, visa, passport, lease, contract, scan, move, honeymoon, hen do, stag do, reunion,
  party, check-up, checkup, dissertation, essay, thesis, assignment, mortgage, retirement,
  wedding anniversary, prom
`)
const myEvent = pattern('d')`
  ^(?:my|our) (?<what>(?:\S+ ){0,3}?(?:${happenings})(?: (?!is |are )\S+){0,4}?) (?<is>
    is|are|starts?|begins?|expires?|runs out|leaves|departs|arrives|lands|opens|closes|ends?|falls
  )(?<how> due| scheduled| set| planned| booked| up)?(?: for)? ?(?<when>\S.*)$
`
const dueDate =
  /^my (?:baby|due date|child) is due (?<when>\S.*)$|^(?:i|we) (?:am|are) due (?<due>(?!to )\S.*)$|^my due date is (?<date>\S.*)$/d
const expecting = pattern('d')`
  ^(?:i|we) (?:am|are) expecting (?:
    (?=in |on |next |this )|(?:my|our|a|another|an|twins)(?: \S+){0,2}? ?(?:baby|child|boy|girl|twins)|twins
  )(?<when> ?\S.*)?$
`
const goal = pattern('d')`
  ^(?:my|our) (?:
    (?:
      ${oneOf("main, big, biggest, next, long-term, ultimate, current, personal, fitness, career, life, new year's, lifelong")}
    )[ ]
  )*(?:
    ${oneOf('goal, aim, ambition, dream, plan, resolution, target, objective')}
  )(?:
    [ ]for (?:this|next) (?:year|month)| this year| in life| right now
  )? is (?:to (?<what>\S.*)|(?<gerund>\S+ing)(?<rest> .*)?)$
`
const trying = pattern('d')`
  ^(?:i|we) (?:am|are|have been) (?:
    ${oneOf('trying, working hard, working, studying, saving up, saving, saving money, training, hoping')}
  ) to (?<what>\S.*)$
`
const baby = pattern('')`
  ^(?:i|we) (?:am|are|have been) (?:trying|ttc)(?:
    [ ]for (?:a|another|our first|our second) (?:baby|child|kid)| to conceive| to have a (?:baby|child|kid)
  )$
`
const learning = pattern('d')`
  ^i (?:am|have been|have started|started|want to start|am also) (?:learning|teaching myself) (?:how )?
  (?<what>
    (?!
      (?:
        about|that|a lot|from|more|it|how|so|to trust|the hard|new things|things|stuff|lots|something|as i go
      )\b
    )\S.*
  )$
`
const workingTowards = /^i am working (?:towards|toward) (?<what>\S.*)$/d
const making = pattern('d')`
  ^(?:i|we) (?:am|are|have been) (?<verb>
    writing|building|recording|renovating|restoring|launching|developing|illustrating|composing|working on
    |doing up|decorating
  )[ ]
  (?<what>
    (?:an?|my|our|the) (?:(?:new|first|second|fantasy|sci-fi|children's|mobile|small|wooden|video) )*(?:
      kitchen|bathroom|garden|loft|extension|allotment|novel|book|memoir|thesis|dissertation|screenplay|album
      |podcast|house|boat|app|startup|company|game|treehouse|van|phd|play|musical|blog|cookbook|website
    )(?: (?:about|on) \S+(?: \S+){0,4})?
  )(?=$| and| ,| at| in)
`
const scheduled = pattern('d')`
  ^(?:i|we) (?<what>
    (?:${oneOf('start, leave, fly, move, graduate, retire, travel, begin, return, marry, turn in')})(?= |$).*
  )$
`

/** What people do at once, or ask for. */
const fleeting = pattern('')`
  ^(?:
    ${oneOf(`
      you, ask, tell, try, think, talk, see, come back, let,
      be(?! an? (?:father|mother|parent|grand\\S+|aunt|uncle)\\b), do, use, say, check, look, call you, send,
      show, give you, know, need, make sure, sleep, bed, eat, cook, make, find, help, explain, understand, wait,
      stop here, share, read, test, assume, copy, paste, ignore, put, add, feel, trust, believe, guess, keep,
      go over, sit, lie, play, watch, listen, order, hang, meet you, win, fail, regret, drive myself, explode,
      puke, vomit, faint, pass out, sue, murder, suicide, kill, die, end, hurt, cut, jump, harm, miss, cry,
      scream, leave (?:it|this|now|you), lose (?:it|my mind),
      take (?:it|that|this|a (?:nap|shower|break|look|walk|bath)),
      go (?:now|to bed|to sleep|home|out|offline|ahead|for a|crazy|insane|back$|shopping),
      start (?:by|with|over|again|from), write (?:you|this|it|that|an? (?:email|message|essay|letter)),
      get (?:back|to|going|up|some|it|this|out|started|help|more|better),
      have (?:a (?:look|go|nap|shower|drink|coffee|bath|word|cigarette)|to|lunch|breakfast|dinner$)
    `)}
  )\b
`
const dark =
  /\b(?:kill|die|dying|death|suicide|hurt|harm|end it|end my|overdose|cut myself|jump off|shoot|stab|murder|pills)\b/
const events = pattern('')`
  \b(?:
    ${oneOf(`
      appointment, appt, exam, exams, interview, surgery, operation, flight, flights, wedding, meeting, date,
      trip, holiday, vacation, concert, test, presentation, deadline, race, marathon, party, class, therapy,
      session, check-up, checkup, scan, mri, visit, reservation, conference, dinner, lunch, game, match,
      recital, audition, viewing, viva, defen[sc]e, tickets, ticket, birthday, anniversary, funeral, graduation,
      reunion, hearing, competition, tournament, performance, gig, show, festival, retreat, cruise, tour,
      course, workshop, shift, call, dentist, doctor's?, plans, ultrasound, biopsy, procedure, baby shower,
      housewarming, finals, midterms, chemo, chemotherapy, court date, jury duty, triathlon, half, audition,
      orientation, induction, job, blood test, x-ray, jab, vaccine, booster, haircut, root canal, due, smear,
      hen do, stag do
    `)}
  )\b
`
const cuts = set(`
  because if unless which although though so but since whereas while when until till i who lol btw hopefully maybe
  perhaps probably please and-i : what can any how
`)
const learnCuts = set([...cuts].filter((word) => word !== 'how').join(' ') + ' last for from on at since')
const ifs = /^(?:if|unless|maybe)$/
const now = pattern('')`
  \b(?:
    you|your|tonight|today|now
    |this(?!
       [ ](?:
         year|summer|spring|winter|autumn|fall|weekend|month|week|\S+day|christmas|coming|january|february
         |march|april|may|june|july|august|september|october|november|december
       )\b
     )
    |it|that
  )\b
`

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
  withoutSpeaker(raw.replace(/[\s,:]+$/, '').replace(/^[\s,:]+/, '')).replace(
    / (?:and|or|with|on|in|at|for|to|next|soon|eventually|someday|one day|now|then)$/,
    '',
  )

function plan(frame: string, what: string, when: When | undefined, base?: string): Found[] {
  const thing = tidy(what)
  const text = `${frame}${base === undefined ? '' : ` ${base}`}${thing === '' ? '' : ` ${thing}`}${when ? ` ${when.text}` : ''}`
  return text.length > 200 ? [] : [{ text, topic: topicOf('plan', `${base ?? ''} ${thing}`.trim()), importance: 0.6 }]
}

/** "Going to Greece" is no verb but a place. */
const isGoal = (phrase: Phrase): boolean =>
  /^\p{Lu}/u.test(phrase.raw) ||
  pattern('')`
    ^(?:
      an?|the|my|our|see my
      |(?:(?:business|law|med|medical|grad|nursing|art|high|summer|boot) )?(?:
         school|college|university|uni|church|court|camp|therapy|rehab|hospital|prom|bootcamp
       )
    )\b
  `.test(phrase.text) ||
  isKnownPlace(phrase.text)

function toDo(clause: Clause, raw: Phrase, frame: string, saidAt: number, needsDate: boolean): Found[] {
  const phrase = cutBefore(clause, raw, raw.text.startsWith('learn ') ? learnCuts : cuts)
  if (ifs.test(raw.words[phrase.words.length]?.text ?? '') || phrase.text === '') return []
  if (dark.test(phrase.text) || now.test(phrase.text)) return []
  const when = dateIn(phrase.text, saidAt)
  const what = undated(phrase, when, clause)
  if (what.text === '' || (fleeting.test(what.text) && !isAim(what.text))) return []
  if (!when && (needsDate || !isAim(what.text))) return []
  if (isGoal(what) && !when) return []
  return plan(
    frame === 'Plans to' && isGoal(what) && /^(?:i|we) (?:am|are) going\b/.test(clause.text) ? 'Plans to go to' : frame,
    what.raw,
    when,
  )
}

const notPlans = set(`
  feeling thinking wondering looking asking talking telling trying being going having doing getting hoping sitting
  standing lying crying waiting reading writing watching dying kidding joking saying using learning working living
  struggling suffering expecting reaching freaking losing calling wanting needing hating loving enjoying dating
  seeing staying sleeping eating freezing starving planning chatting texting considering missing
`)
const certainly = set(`
  moving flying travelling traveling leaving visiting starting marrying retiring graduating having getting running
  taking going seeing staying meeting attending hosting relocating emigrating presenting adopting driving playing
  competing giving performing speaking doing undergoing beginning finishing sitting
`)
const evenUndated = pattern('')`
  ^(?:
    move (?:
      to (?!the next|next|a new (?:topic|question|chapter|section)|step|plan|question)|in with|back to|abroad
    )
    |get (?:married|divorced)|buy (?:an?|our|my) (?:\S+ )?(?:house|flat|apartment|home|car|boat|van|place)
    |start (?:a new job|university|college|uni|therapy|chemo)|retire|emigrate
  )\b
`
const noPlan =
  /^(?:feel|think|go (?:crazy|insane|to bed|to sleep)|do (?:well|good|fine|ok|great)|have (?:trouble|fun|a hard|a bad|problems|difficulty|thoughts))\b/

const doing: Reading = (taken, clause, saidAt) => {
  if (/^(?:i|we) (?:am|are) turning \d/.test(clause.text) || dark.test(clause.text)) return []
  const verb = taken('verb').text
  const phrase = cutBefore(clause, taken('what'), cuts)
  if (ifs.test(taken('what').words[phrase.words.length]?.text ?? '')) return []
  const when = dateIn(phrase.text, saidAt)
  const what = undated(phrase, when, clause)
  if (/\b(?:you|your|it|this|that|tonight|today)\b/.test(what.text) || /^to (?:be|\S+ing)\b/.test(what.text)) return []
  const base = baseOfGerund(verb)
  const whole = `${base} ${what.text}`.trim()
  if (when ? (notPlans.has(verb) && !certainly.has(verb)) || noPlan.test(whole) : !evenUndated.test(whole)) return []
  return plan('Plans to', what.raw, when, base)
}

const dueOn = (text: string): Found => ({ text, slot: 'due-date', importance: 0.8 })

/** What somebody is about to do, wants to do or prepares, with the day where one is named. */
export const plans: Rule = firstOf([
  [
    dueDate,
    (taken, _, saidAt) => {
      const when = dateIn(taken('when').text || taken('due').text || taken('date').text, saidAt)
      return when && [dueOn(`Baby is due ${when.text}`)]
    },
  ],
  [
    myEvent,
    (taken, _, saidAt) => {
      const when = dateIn(taken('when').text, saidAt)
      if (!when) return undefined
      const are = taken('is').text === 'are' ? 'are' : 'is'
      const how = /^(?:expire|run|start|begin|end|leave|depart|arrive|land|open|close)/.test(taken('is').text)
        ? taken('is').text
        : /^(?: ?due)$/.test(taken('how').text)
          ? `${are} due`
          : are
      return plan(capital(taken('what').raw), `${how} ${when.text}`, undefined)
    },
  ],
  [
    expecting,
    (taken, { text }, saidAt) =>
      plan('Is expecting', /\btwins\b/.test(text) ? 'twins' : 'a baby', dateIn(taken('when').text, saidAt)),
  ],
  [
    goal,
    (taken, clause, saidAt) => {
      const what = taken('what').text === '' ? taken('rest') : taken('what')
      const when = dateIn(what.text, saidAt)
      const base = taken('gerund').text === '' ? undefined : baseOfGerund(taken('gerund').text)
      const kept = undated(cutBefore(clause, what, cuts), when, clause)
      const vague =
        (/^my plan\b/.test(clause.text) && !when && !isAim(kept.text)) ||
        /\b(?:you|your|it|this(?! year| month| summer| winter)|that|these|tonight|today|now|here)\b/.test(kept.text)
      return dark.test(clause.text) || vague ? [] : plan('Wants to', kept.raw, when, base)
    },
  ],
  [
    off,
    (taken, clause, saidAt) => {
      const phrase = cutBefore(clause, taken('what'), cuts)
      const when = dateIn(phrase.text, saidAt)
      return when && !now.test(phrase.text) ? plan('Plans to go', undated(phrase, when, clause).raw, when) : undefined
    },
  ],
  [
    going,
    (taken, clause, saidAt) =>
      toDo(
        clause,
        taken('what'),
        /^(?:i|we) (?:am|are) (?:hoping|looking|aiming)\b/.test(clause.text) ? 'Wants to' : 'Plans to',
        saidAt,
        false,
      ),
  ],
  [
    signedUp,
    (taken, clause, saidAt) => {
      const phrase = cutBefore(clause, taken('what'), cuts)
      const when = dateIn(phrase.text, saidAt)
      return when || events.test(phrase.text)
        ? plan(capital(taken('how').text), undated(phrase, when, clause).raw, when)
        : []
    },
  ],
  [
    /^(?:i|we) (?:plan|dream|think|am thinking|are thinking|am keen) (?:on|of|about) (?<gerund>\S+ing) ?(?<what>.*)$/d,
    (taken, clause, saidAt) => {
      const phrase = cutBefore(clause, taken('what'), cuts)
      const when = dateIn(phrase.text, saidAt)
      const what = undated(phrase, when, clause)
      const base = baseOfGerund(taken('gerund').text)
      if (/^(?:i|we) (?:am |are )?think/.test(clause.text) || dark.test(clause.text) || now.test(phrase.text)) return []
      const frame = clause.text.includes(' dream ') ? 'Wants to' : 'Plans to'
      return when || isAim(`${base} ${what.text}`) ? plan(frame, what.raw, when, base) : []
    },
  ],
  [
    intends,
    (taken, clause, saidAt) => {
      const wishes = /^(?:i|we) (?:have )?(?:always )?(?:want|wanted|would love|would like|hope)\b/.test(clause.text)
      const must = /^(?:i|we) (?:will|have to|need to|must|has to)\b/.test(clause.text)
      const frame = wishes
        ? 'Wants to'
        : /\b(?:have|need) to |\bmust\b/.test(clause.text.slice(0, 12))
          ? 'Has to'
          : 'Plans to'
      return toDo(clause, taken('what'), frame, saidAt, must || clause.text.includes(' would '))
    },
  ],
  [
    planned,
    (taken, clause, saidAt) => {
      const phrase = cutBefore(clause, taken('what'), cuts)
      const when = dateIn(phrase.text, saidAt)
      const what = undated(phrase, when, clause)
      return when && events.test(phrase.text) && !dark.test(clause.text) ? plan('Has', what.raw, when) : []
    },
  ],
  [trying, (taken, clause, saidAt) => toDo(clause, taken('what'), 'Wants to', saidAt, false)],
  [
    planning,
    (taken, clause, saidAt) => {
      if (
        /\b(?:you|it|this(?! year| summer| spring| winter| autumn| fall| weekend| month)|that|today|tonight|dinner|lunch)\b/.test(
          taken('what').text,
        )
      )
        return undefined
      const phrase = cutBefore(clause, taken('what'), cuts)
      const when = dateIn(phrase.text, saidAt)
      if (phrase.words.length > 8 || phrase.text === '') return []
      return plan(`Is ${taken('verb').text}`, undated(phrase, when, clause).raw, when)
    },
  ],
  [
    workingTowards,
    (taken, clause) => plan('Is working towards', cutBefore(clause, taken('what'), cuts).raw, undefined),
  ],
  [baby, () => plan('Wants to have', 'a baby', undefined)],
  [making, (taken) => plan(`Is ${taken('verb').text}`, taken('what').raw, undefined)],
  [
    learning,
    (taken, clause) => {
      const what = cutBefore(clause, taken('what'), learnCuts)
      const fits = what.words.length <= 6 && what.text !== '' && !/\b(?:you|it|this|that)\b/.test(what.text)
      return fits ? plan('Is learning', what.raw, undefined) : undefined
    },
  ],
  [scheduled, (taken, clause, saidAt) => toDo(clause, taken('what'), 'Plans to', saidAt, true)],
  [progressive, doing],
])

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
