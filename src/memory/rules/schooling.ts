import { cutBefore, part, set, withoutSpeaker, type Found, type Rule } from './clause.ts'
import { capitalised } from './letter-case.ts'
import { oneOf, pattern } from './patterns.ts'
import { firstOf, type Reading } from './sayings.ts'
import { ends } from './workplaces.ts'

const school = (text: string): Found => ({ text, slot: 'school', importance: 0.65 })
const studies = (text: string): Found => ({ text, slot: 'studies', importance: 0.65 })

const degrees = oneOf(`
  phd, ph.d, masters?, master's, bachelors?, bachelor's, degree, mba, doctorate, ba, bsc, msc, ma, btech,
  b.tech, mtech, m.tech, bcom, b.com, bba, mbbs, llb, diploma, a-levels?, a levels?, gcses?, btec, nvq,
  apprenticeship
`)
const studiesWhat = pattern('d')`
  ^i (?:
    study|am studying|am majoring in|major in|majored in|studied(?= .* at (?:university|college|uni))
    |(?:
       am doing|am pursuing|do|am getting|am finishing|am completing|have been doing|am working on
     ) (?:an? |my )?(?:part-time |part time |online )?(?:${degrees}) (?:degree )?(?:in|on)
    |am reading(?= \S+ at )
  ) (?!
    (?:
      the|my|a|an|his|her|what|why|for|at|in|hard|with|a lot|all|every|people|from|you|it|this|that|abroad
      |the effects|alone|better|best|everything|how|to|now|on
    )\b
  )(?<what>\S.*)$
`
const isMajor = /^i am an? (?:\S+-year )?(?<what>\S+(?: \S+){0,2}) major(?= |$)/d
const majorIs =
  /^my (?:major|degree|field of study|phd) is (?:in )?(?!(?:not|so|very|hard|useless|done|going)\b)(?<what>\S.*)$/d
const schools =
  'university|college|institute|academy|polytechnic|uni|mit|harvard|stanford|oxford|cambridge|eth|ucla|nyu|ucl|lse|school'
const studiesAt = pattern('du')`
  ^i (?:
    study|am studying|go|attend|am(?= (?:at|in) )|am enrolled|am doing my \S+|have enrolled|enrolled
    |am a (?:\S+ ){0,2}?student|got (?:in|into|accepted)|have been accepted
  ) (?:(?:\S+ ){0,4}?(?:at|to|in) )?(?<where>
    (?:the )?(?:an? )?(?:(?!(?:my|this|that|no)\b)\S+ ){0,4}?(?:
      ${schools}|tech|high|grammar school|boarding school|state
    )(?: of (?:\S+)(?: \S+)?| \p{L}+)?
  )(?= ,|$| in | and | for )
`
const studiesFor = pattern('d')`
  ^i (?:
    (?:study|am (?:studying|doing|pursuing|getting|finishing)) (?:(?:\S+ ){1,6}?)
    |am an? (?:\S+ ){0,3}?(?:student|undergrad\w*|freshman|sophomore|junior|senior|postgrad\w*|major) (?=at )
  )(?:at|from) (?<where>\S.*)$
`
const graduated = pattern('d')`
  ^i (?:
    (?:have )?(?:graduated|passed out)(?: in (?:19|20)\d\d)?(?: with an? \S+(?: \S+)?)? (?:from|in)
    |have an? (?:${degrees})(?: degree)? (?:in|from)
  ) (?<what>
    (?!
      june|july|may|two|last|the top|19|20|being|doing|overthinking|procrastinat|sarcasm|nothing|napping
      |bullshit|common sense|life
    )\S.*
  )$
`
const hasDegree = new RegExp(`^i have (?<what>an? (?:${degrees}))(?=$| and| but| so| ,)`, 'd')
const didDegree = pattern('d')`
  ^i (?:have )?(?:did|got|finished|completed|have(?= my)) (?:an?|my) (?<what>
    (?:${degrees})(?: degree)? (?:in|at|from) \S.*
  )$
`
const alumnus = /^i am an? (?:\S+ )?(?:graduate|alumnus|alumna|alum) of (?<where>\S+(?: \S+){0,4})$/d
const course = pattern('d')`
  ^i am (?<what>
    (?:taking|doing) an? (?:online |part-time |evening |short )?(?:
      course|class|bootcamp|diploma|certificate|certification
    )(?: in \S+(?: \S+){0,3})?
  )$
`
const exams = pattern('d')`
  ^i am doing my (?<what>
    gcses|a levels|a-levels|as levels|highers|sats|boards|board exams|finals|masters|master's|phd|degree|mba
    |apprenticeship
  )(?= |$)
`
const finished =
  /^i (?:have )?(?:finished|completed) (?<what>high school|school|college|university|uni|med school|law school)(?= last| in| this| two| a |$)/d
const dropped = /^i dropped out of (?<what>(?:high )?school|college|university|uni|law school|med school)\b/d
const grade = pattern('d')`
  ^i am (?:in|at(?= (?:uni|university|college|school)\b)|going into|starting|repeating) (?:the |my )?(?<grade>
    ${oneOf(`
      \\S+ grade, grade \\S+, year \\d+, class \\d+\\S*, \\S+ (?:class|standard|std|form),
      \\S+ year(?: of (?:college|university|uni|high school|my \\S+|\\S+))?, high school, middle school,
      secondary school, primary school, sixth form, college, university, uni, medical school, law school,
      grad school, med school, nursing school
    `)}
  )(?= ,|$| and | at | so )
`
const yearIs = pattern('d')`
  ^i am an? (?<what>
    (?:high school |college |university )?(?:
      freshman|sophomore|junior|senior|fresher|undergrad|undergraduate|postgrad|phd student|phd candidate
      |(?:\S+ year )?(?:\S+ ){0,3}student
    )
  )(?= ,|$| at | and | in | from | studying | looking | who | with )
`

const plainEnds = set([...ends].join(' ') + ' studying at in part-time full-time online')
const proseEnds = set([...ends].filter((word) => word !== 'and').join(' '))
const degreeEnds = set([...proseEnds].filter((word) => word !== 'from').join(' '))
const subjectEnds = set([...plainEnds].filter((word) => word !== 'and').join(' ') + ' from')

const subject: Reading = (taken, clause) => {
  const what = cutBefore(clause, taken('what'), subjectEnds, 5)
  return what.text === '' ? [] : [studies(`Studies ${withoutSpeaker(what.raw)}`)]
}
const noSchool = pattern('')`
  ^(?:the )?(?:
    law|med|medical|grad|graduate|nursing|business|art|high|middle|primary|elementary|secondary|night
  ) school$
  |^\d|\bstudent\b|^(?:school|the school|college|university|uni|high school|in|to|at)$
  |\b(?:back|late|no|done|from)\b
`
const place: Reading = (taken, clause) => {
  const where = cutBefore(clause, taken('where'), plainEnds, 6)
  const fits =
    where.text !== '' &&
    !noSchool.test(where.text) &&
    !/^(?:my|home|night|the moment)\b|^an?\b(?! (?:\S+ )?(?:school|college|university|academy|polytechnic))/.test(
      where.text,
    )
  return fits ? [school(`Studies at ${/^(?:the|an?) /.test(where.text) ? where.raw : capitalised(where.raw)}`)] : []
}

const whatIsStudied = firstOf([
  [isMajor, (taken) => [studies(`Studies ${taken('what').raw}`)]],
  [studiesWhat, subject],
  [majorIs, subject],
])
const whereItIs = firstOf([
  [studiesFor, place],
  [studiesAt, place],
])
const stages = firstOf([
  [
    graduated,
    (taken, clause) => {
      const what = cutBefore(clause, taken('what'), set([...proseEnds].join(' ') + ' in at with'), 6)
      if (what.text === '') return []
      const verb = clause.text.startsWith('i have a')
        ? `Has ${part(clause, 2, clause.words.length - taken('what').words.length).raw}`
        : `Graduated ${clause.text.includes(' from ') ? 'from' : 'in'}`
      return [{ text: `${verb} ${what.raw}`, importance: 0.6 }]
    },
  ],
  [hasDegree, (taken) => [{ text: `Has ${taken('what').raw}`, importance: 0.6 }]],
  [
    didDegree,
    (taken, clause) => {
      const { raw } = cutBefore(clause, taken('what'), degreeEnds, 8)
      return [{ text: `Has ${/^(?:mba|ma|msc|mbbs|llb|a)\b/i.test(raw) ? 'an' : 'a'} ${raw}`, importance: 0.6 }]
    },
  ],
  [alumnus, (taken) => [{ text: `Graduated from ${taken('where').raw}`, importance: 0.6 }]],
  [course, (taken) => [studies(`Is ${taken('what').raw}`)]],
  [exams, (taken) => [studies(`Is doing their ${taken('what').raw}`)]],
  [finished, (taken) => [{ text: `Graduated from ${taken('what').raw}`, importance: 0.6 }]],
  [dropped, (taken) => [{ text: `Dropped out of ${taken('what').raw}`, importance: 0.6 }]],
  [grade, (taken) => [school(`Is in ${withoutSpeaker(taken('grade').raw)}`)]],
  [
    yearIs,
    (taken) => [
      {
        text: `Is ${/^[aeiou](?!ni)/i.test(taken('what').raw) ? 'an' : 'a'} ${taken('what').raw}`,
        slot: 'job',
        importance: 0.7,
      },
    ],
  ],
])

/** School, what is studied and what has been. */
export const schooling: Rule = (clause, saidAt) =>
  [whatIsStudied, whereItIs, stages].flatMap((rule) => rule(clause, saidAt))
