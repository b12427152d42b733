import { oneOf } from './patterns.ts'

/** What is worth knowing later even where no day was named: a verb, and what may stand behind it; nothing lets anything. */
const table = `
adopt:
apply: (?:for|to) (?:a |the |my )?(?:\\S+ ){0,2}(?:job|university|college|school|phd|masters?|citizenship|visa|p
  rogram|programme|position|scholarship|harvard|oxford|stanford|mit)
backpack:
be: an? (?!(?:good|bad|better|great|part|bit|lot|little|hero|dick|burden|nice|pain|man|woman|adult|kid|jerk|fan|
  star|friend)\\b)\\S+
become: an? , fluent, vegan, vegetarian, more
build: (?:an?|my|our)
buy: (?:an?|my|our) (?:\\S+ )?(?:house|flat|apartment|car|home|boat|motorbike|bike|farm|van|first)
climb:
cycle:
cut: down on, out
divorce:
do: (?:an?|my) (?:\\S+ ){0,2}?(?:masters?|master's|phd|degree|mba|doctorate|course|marathon|half marathon|triath
  lon|10k|5k|ironman|ultra|apprenticeship|gap year|skydive|parachute jump)
emigrate:
fly:
finish: (?:an?|my|the) (?:\\S+ )?(?:book|novel|thesis|degree|phd|studies|dissertation|masters?)
gain: weight, muscle, \\d+
get: married, divorced, engaged, fit, pregnant, in shape, healthier, surgery,
  into (?:college|university|uni|med school|law school|tech|shape),
  an? (?:dog|cat|puppy|kitten|degree|phd|masters?|divorce|new job|promotion|tattoo|driver's licen[sc]e|job),
  my (?:degree|licen[sc]e|driver's licen[sc]e|driving licen[sc]e|phd|masters?|citizenship|green card|first)
give: up (?:smoking|drinking|meat|sugar|alcohol|coffee)
go: vegan, vegetarian, freelance, abroad, part-time, back to (?:school|college|university|uni|work),
  to (?:college|university|uni|law school|med school|grad school),
  on (?:holiday|vacation|parental leave|maternity leave|a cruise)
graduate:
have: an? (?:baby|operation), another baby, surgery, kids, children
hike:
join: an? , the , the army, the navy
launch:
learn: (?!more|about|from|how it|what|why|the (?:truth|answer)|it\\b|that|this|something)
live: in, abroad, on a, near, by the
lose: \\d+, \\S+ (?:kg|kilos?|pounds|lbs|stone), weight, some weight, the weight, a bit of weight, a stone
major: in
marry:
move:
open: (?:an?|my own|my) (?:\\S+ ){0,2}(?:bakery|cafe|shop|restaurant|studio|practice|business|store|gym|salon|sc
  hool|bar|pub|clinic|hotel|gallery|bookshop|food truck|franchise)
own: (?:an?|my own) \\S+
pass: (?:my|the)
propose:
publish:
quit: my job, smoking, drinking, sugar, school, alcohol, caffeine, vaping
relocate:
retire:
return: to
run: (?:an?|the|my first|half|another|my own|my) (?:\\S+ ){0,4}?(?:marathon|half|half-
  marathon|ultra\\S*|5k|10k|race|triathlon|business)
save: (?:up )?(?:for|\\S*\\d), money, enough
sell: (?:my|our) \\S+
start: university, college, uni, school, therapy, running, training, yoga, meditating, freelancing, (?:an?|my ow
  n|my) (?:\\S+ ){0,2}(?:business|company|podcast|job|family|blog|phd|masters?|degree|channel|course|bakery|restau
  rant|cafe|charity|band)
stop: smoking, drinking, eating, vaping, biting
study: (?!(?:for a|more|hard|it|this|that|now|later|tonight|better)\\b)
take: an? (?:gap|sabbatical|year), the (?:\\S+ )?(?:exam|bar|mcat|lsat|gre|toefl|ielts)
train: for
travel:
visit: (?!(?:there|here|after|again|it|them|soon|you|him|her|this|that|one day|sometime)\\b)
volunteer:
write: (?:an?|my|my first) (?:\\S+ )?(?:book|novel|thesis|memoir|dissertation|screenplay)
`

const aims = new Map(
  table
    .trim()
    .split(/\n(?! )/)
    .map((line) => {
      const at = line.indexOf(':')
      return [line.slice(0, at), line.slice(at + 1).trim()] as const
    }),
)
const read = new Map<string, RegExp>()

/** Whether what somebody means to do says something of the months to come. */
export function isAim(text: string): boolean {
  const verb = text.split(' ', 1)[0] ?? ''
  const behind = aims.get(verb)
  if (behind === undefined) return false
  const known = read.get(verb) ?? new RegExp(`^(?:${behind === '' ? '' : oneOf(behind)})`)
  read.set(verb, known)
  return known.test(text.slice(verb.length + 1))
}
