import {
  cutBefore,
  part,
  set,
  take,
  withoutSpeaker,
  type Clause,
  type Found,
  type Phrase,
  type Rule,
} from './clause.ts'
import { capitalised } from './letter-case.ts'
import { noTrade, occupations } from './occupations.ts'
import { originAfter } from './places.ts'

const ends = set(
  ', : and but with which where who because so since for from while when until till as if by during after before though atm rn too again these right now every most that than or i my we last this next three four two lol about into around',
)
const titleEnds = set([...ends].filter((word) => word !== 'for').join(' ') + ' at in for of-course on to')
const employerEnds = set([...ends].join(' ') + ' in on to part-time full-time remotely nights days anymore any')

const job = (title: Phrase | string): Found => ({
  text: `Works as ${typeof title === 'string' ? title : withoutSpeaker(title.raw)}`,
  slot: 'job',
  importance: 0.7,
})
const employer = (text: string): Found => ({ text, slot: 'employer', importance: 0.7 })
const school = (text: string): Found => ({ text, slot: 'school', importance: 0.65 })
const studies = (text: string): Found => ({ text, slot: 'studies', importance: 0.65 })

const noEmployer = set(
  'home night nights day days weekends the-moment it this that my your his her their our least all once times me you him them us myself it something someone everything stuff things what moment fun free money food peanuts living charity life a-living progress silence hours weeks months years two three four five six seven eight nine ten twelve long hard peace present pace half full',
)
/** What is read as a place of work where it has an article of its own. */
const withArticle =
  /^(?:an?|the) (?:\S+ ){0,4}?(?:hospital|school|bank|shop|store|restaurant|cafe|bar|pub|hotel|company|firm|startup|start-up|agency|office|university|college|library|museum|factory|farm|clinic|bakery|supermarket|warehouse|gym|studio|church|charity|ngo|non-?profit|government|council|city|army|navy|police|airport|airline|post office|pharmacy|lab|laboratory|practice|nursery|kindergarten|daycare|theat(?:re|er)|zoo|garage|garden centre|salon|spa|newspaper|magazine|publisher|bookshop|bookstore|call cent(?:re|er)|law firm|ministry|department|nhs|un|eu|bbc|station|brewery|winery|institute|institution|organi[sz]ation|foundation|corporation|consultancy|dealership|prison|care home|nursing home|salon|kitchen|cinema|embassy|court|plant|mine|mall)\b/

function employerAt(clause: Clause, at: number): Phrase | undefined {
  const phrase = cutBefore(clause, part(clause, at), employerEnds, 7)
  const first = phrase.words[0]?.text ?? ''
  if (phrase.words.length === 0 || noEmployer.has(first) || /^\d/.test(first)) return undefined
  if (
    /^(?:an?|the|my|our)$/.test(first) &&
    !withArticle.test(phrase.text) &&
    !/^(?:my|our) (?:family|father|mother|parents|uncle|own)\b/.test(phrase.text)
  )
    return /^the \p{Lu}/u.test(phrase.raw) ? phrase : undefined
  return phrase
}

const sayEmployer = (phrase: Phrase): string =>
  /^(?:an?|the|my|our)\b/.test(phrase.text) ? withoutSpeaker(phrase.raw) : capitalised(phrase.raw)

const fields = set(
  'it tech finance banking healthcare education marketing sales hr logistics retail hospitality insurance construction advertising pr consulting research media publishing accounting law politics government agriculture manufacturing engineering software film tv television theatre theater music gaming fashion tourism biotech pharma academia cybersecurity ecommerce e-commerce design journalism aviation aerospace telecommunications telecoms transport energy procurement admin administration nursing childcare catering customer data human social public real security science medicine oncology pediatrics paediatrics banking fintech crypto advertising',
)

/** "a senior software engineer at Google": as much of it as is a trade. */
function tradeAt(clause: Clause, at: number): Phrase | undefined {
  const phrase = cutBefore(clause, part(clause, at), titleEnds, 7)
  const bare = phrase.words.filter(({ text }, index) => index > 0 || !/^(?:an?|the)$/.test(text))
  const last = bare.at(-1)?.text.replace(/s$/, '') ?? ''
  if (bare.length === 0 || bare.length > 5 || bare.some(({ text }) => noTrade.has(text))) return undefined
  return occupations.has(last) || occupations.has(bare.at(-1)?.text ?? '') ? phrase : undefined
}

function employerAfter(clause: Clause, at: number): Found[] {
  const next = part(clause, at, at + 1).text
  if (next !== 'at' && next !== 'for') return originAfter(clause, at)
  const where = employerAt(clause, at + 1)
  return where ? [employer(`Works ${next} ${sayEmployer(where)}`)] : []
}

const isTrade =
  /^(?:i am|i (?:have )?(?:became|become)|i (?:was|got|have been) promoted to|i (?:have )?(?:now )?trained as|i have been) (?:working as )?(?=(?:an? )?\S)/d
const worksAs =
  /^i (?:work|am working|am employed|have (?:been working|worked)|have a job|got (?:a )?(?:new )?(?:job|position|role)|(?:have )?started (?:a new job |working |work |a job |out )?|got hired|was hired|earn my living|make a living|freelance|moonlight) (?:full-time |part-time |mainly |mostly |(?:night |day )?shifts |nights |evenings |here |there |remotely |now )*as /d
const jobIs =
  /^my (?:current |new |day |main )?(?:job|profession|occupation|job title|role|position|line of work) is (?:now )?(?:as )?(?:being )?(?!to |not |that |killing|so |very |hard|stressful|boring|great|fine|good|bad|awful|terrible|in danger|at risk|safe|ok|okay|going|making|driving|my )/d
const worksAt =
  /^(?:i|we) (?:(?:work|am working|am employed|have been working|got (?:a )?(?:new )?job|landed (?:a )?(?:new )?job|have a (?:new )?job|(?:have )?started (?:working|work|a new job|my new job|a job)|am starting work|was hired|got hired) (?:full-time |part-time |remotely |now |nights |days |here |over )?(?<how>at|for|by|with|in(?= an? ))|(?<joined>(?:have )?joined)) /d
const employs =
  /^my (?:current |new )?(?:employer|company) is (?!not |so |very |my |the worst|the best|great|bad|terrible|going|closing|making|letting|moving)/d
const worksIn =
  /^i (?:work|am working|am employed|have (?:been working|worked)|have a job) in (?:the )?(?<field>\S+(?: \S+){0,3})/d
const fromHome = /^i (?:work|am working) (?:remotely )?(?:(?:remotely|fully) )?(?:from|at) home\b|^i work remotely\b/
const runs =
  /^i (?:own|run|am running|have|started|founded|co-founded|set up) (?<what>(?:an?|my own) (?:\S+ ){0,3}?(?:business|company|startup|start-up|shop|store|restaurant|cafe|bakery|bar|farm|agency|studio|salon|practice|bookshop|bookstore|clinic|gym|hotel|consultancy|firm|brewery|winery|gallery|nursery|charity|non-?profit))(?= |$)/d
const states =
  /^i (?:am|have been|became|got) (?:now )?(?<state>self-employed|self employed|unemployed|retired|out of work|between jobs|a freelancer|freelance|on (?:maternity|paternity|parental|sick) leave|on disability|a stay-at-home \S+|a stay at home \S+|a full-time (?:parent|mother|father)|a housewife)(?= |$)/d
const teaches = /^i teach (?!you|him|her|them|myself|my|a lesson|people)(?<what>\S+(?: \S+){0,5})/d
const leaves =
  /^i (?:(?:have )?(?:quit|left|resigned from|lost|was (?:fired|laid off|let go)|got (?:fired|laid off|let go)|have been (?:fired|laid off|let go)|retired from)(?: my)?(?: (?:old |current )?(?:job|position|role|work))?(?: (?:at|from|with|in))?|(?:do not(?=.* any ?more\b)|no longer) work (?:at|for)) (?<where>\S.*)$/d
const jobless =
  /^i (?:(?:have )?(?:quit|lost) my (?:\S+ )?job|was laid off|got laid off|got fired|was fired|have been laid off|am out of a job)(?:$| (?:yesterday|today|last|this|recently|two|a|in|and)\b)/

const studiesWhat =
  /^i (?:study|am studying|am majoring in|major in|majored in|studied(?= .* at (?:university|college|uni))|am doing (?:an?|my) (?:phd|masters?|master's|bachelors?|bachelor's|degree|mba|doctorate|ba|bsc|msc|ma|apprenticeship) (?:degree )?(?:in|on)|am reading(?= \S+ at )|am getting (?:an?|my) (?:phd|masters?|master's|degree|bachelor's|mba) in) (?!the|my|a|an|his|her|what|why|for|at|in|hard|with|a lot|all|every|people|from|you|it|this|that|abroad|the effects|alone|better|best|everything|how|to|now|on)(?<what>\S.*)$/d
const majorIs =
  /^my (?:major|degree|field of study|phd) is (?:in )?(?!not|so|very|hard|useless|done|going)(?<what>\S.*)$/d
const studiesAt =
  /^i (?:study|am studying|go|attend|am|am enrolled|am doing my \S+|have enrolled|enrolled|am a (?:\S+ ){0,2}?student|got (?:in|into|accepted)) (?:(?:\S+ ){0,3}?(?:at|to|in) )?(?<where>(?:the )?(?:(?!my|a|an|this|that|no)\S+ ){0,4}?(?:university|college|institute|academy|polytechnic|uni|mit|harvard|stanford|oxford|cambridge|eth|ucla|nyu|ucl|lse|school)(?: of (?:\S+)(?: \S+)?| \p{L}+)?)(?= ,|$| in | and | for )/du
const graduated =
  /^i (?:(?:have )?graduated(?: (?:in \S+|with a \S+ ?\S*))? (?:from|in)|have a (?:degree|phd|masters?|master's|bachelor's|doctorate|diploma|mba|bsc|msc)(?: degree)? (?:in|from)) (?<what>(?!june|july|may|two|last|the top|19|20)\S.*)$/d
const grade =
  /^i am (?:in|going into|starting) (?<grade>(?:the )?(?:\S+ grade|year \d+|\S+ year of (?:college|university|uni|high school|my \S+)|high school|middle school|college|university|medical school|law school|grad school|med school))(?= ,|$| and | at )/d

const plainEnds = set([...ends].join(' ') + ' at in part-time full-time online')

function schooling(clause: Clause): Found[] {
  const found: Found[] = []
  const subject = take(clause, studiesWhat) ?? take(clause, majorIs)
  if (subject) {
    const what = cutBefore(clause, subject('what'), set([...plainEnds].filter((w) => w !== 'and').join(' ')), 5)
    if (what.text !== '') found.push(studies(`Studies ${withoutSpeaker(what.raw)}`))
  }
  const at = take(clause, studiesAt)
  const where = at?.('where')
  if (
    where &&
    !/^(?:school|the school|college|university|uni|high school|in|to|at)$/.test(where.text) &&
    !/\b(?:back|late|no|done|from)\b/.test(where.text)
  )
    found.push(school(`Studies at ${where.text.startsWith('the ') ? where.raw : capitalised(where.raw)}`))
  const done = take(clause, graduated)
  if (done) {
    const what = cutBefore(clause, done('what'), set([...ends].filter((w) => w !== 'and').join(' ') + ' in at with'), 6)
    const verb = clause.text.startsWith('i have a')
      ? `Has ${part(clause, 2, clause.words.length - done('what').words.length).raw}`
      : `Graduated ${/graduated\b.*\bfrom /.test(clause.text) ? 'from' : 'in'}`
    if (what.text !== '') found.push({ text: `${verb} ${what.raw}`, slot: null, importance: 0.6 })
  }
  const level = take(clause, grade)
  if (level) found.push(school(`Is in ${withoutSpeaker(level('grade').raw)}`))
  return found
}

/** Where somebody no longer works is news of where they do. */
function leaving(clause: Clause): Found[] | undefined {
  if (jobless.test(clause.text)) return [{ text: 'Is out of a job', slot: 'employer', importance: 0.7 }]
  const left = take(clause, leaves)
  if (!left) return undefined
  const where = employerAt(clause, left.next - left('where').words.length)
  const asJob = /\b(?:job|position|role|work|fired|laid off|resigned|retired)\b/.test(clause.text)
  return where && asJob ? [employer(`No longer works at ${sayEmployer(where)}`)] : []
}

const learners =
  /\b(?:student|undergraduate|postgraduate|trainee|apprentice|intern|pensioner|retiree|housewife|househusband|homemaker)$/
const promoted = /^i (?:was|got|have been) promoted\b|^i (?:am|have been) (?:head|ceo|cto|cfo|chief|director)\b/

export const work: Rule = (clause) => {
  const { text } = clause
  if (/\b(?:story|novel|game|dream|movie|film) i\b/.test(text)) return []
  const left = leaving(clause)
  if (left && left.length > 0) return left
  const found: Found[] = schooling(clause)
  const state = take(clause, states)
  if (state) return [{ text: `Is ${state('state').raw}`, slot: 'job', importance: 0.7 }]
  const owns = take(clause, runs)
  if (owns)
    return [
      {
        text: `${/ (?:own|have) /.test(text) ? 'Owns' : 'Runs'} ${withoutSpeaker(owns('what').raw)}`,
        slot: 'job',
        importance: 0.7,
      },
    ]
  if (fromHome.test(text)) found.push({ text: 'Works from home', slot: null, importance: 0.5 })
  const teaching = take(clause, teaches)
  if (teaching) {
    const what = cutBefore(clause, teaching('what'), titleEnds, 4)
    if (what.text !== '') found.push(job(`a teacher of ${what.raw}`))
  }
  const as = take(clause, worksAs) ?? take(clause, jobIs)
  if (as) {
    const title = cutBefore(clause, part(clause, as.next), titleEnds, 7)
    const plain = title.words.filter(({ text }) => !/^(?:an?|the)$/.test(text))
    if (
      plain.length > 0 &&
      !noTrade.has(plain[0]?.text ?? '') &&
      (text.startsWith('i ') || /^an?\b/.test(title.text) || tradeAt(clause, as.next))
    )
      found.push(job(title), ...employerAfter(clause, as.next + title.words.length))
    return found
  }
  const is = take(clause, isTrade)
  const trade = is && tradeAt(clause, is.next)
  if (trade && (/^(?:an?|the) /.test(trade.text) || promoted.test(text))) {
    const learns = learners.test(trade.text)
    found.push(learns ? { text: `Is ${trade.raw}`, slot: 'job', importance: 0.7 } : job(trade))
    found.push(
      ...(learns
        ? originAfter(clause, is.next + trade.words.length)
        : employerAfter(clause, is.next + trade.words.length)),
    )
  }
  const at = take(clause, worksAt)
  const firm = at && employerAt(clause, at.next)
  if (firm && at) {
    const how = at('joined').text === '' ? at('how').text : 'at'
    if (how !== 'by' && (how !== 'with' || /\p{Lu}/u.test(firm.raw)))
      found.push(employer(`Works ${how === 'for' || how === 'with' ? how : 'at'} ${sayEmployer(firm)}`))
    const as = part(clause, at.next + firm.words.length)
    if (as.text.startsWith('as ')) {
      const title = cutBefore(clause, part(clause, at.next + firm.words.length + 1), titleEnds, 6)
      if (title.text !== '') found.push(job(title))
    }
  }
  const who = take(clause, employs)
  const firmIs = who && employerAt(clause, who.next)
  if (firmIs) found.push(employer(`Works at ${sayEmployer(firmIs)}`))
  const field = take(clause, worksIn)
  if (field && fields.has(field('field').words[0]?.text ?? '')) {
    const what = cutBefore(clause, field('field'), titleEnds, 4)
    found.push({ text: `Works in ${what.raw}`, slot: 'field', importance: 0.6 })
  }
  return found
}
