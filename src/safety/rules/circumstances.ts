import { createPhraseBook } from './phrases.ts'

const hours = 'hour|hours|minutes|minute|mins|min|days|bit|while|moment'

/** When something is, and how it is meant. */
const circumstances = createPhraseBook(
  {
    soon: `
      tonight|tomorrow|midnight
      {this|later this} {evening|afternoon|weekend|morning|week|friday|saturday|sunday|monday|tuesday|wednesday|thursday}
      {after|before} {work|school|class|dinner|this|they|she|he|everyone|everybody|my|the kids|midnight|christmas|lunch|church|the funeral|i}
      in {an|a|a few|two|three|five|ten|twenty|thirty|the next|2|3|5|10|15|20|30|a couple of|a couple} ${hours}
      {when|once|as soon as} {everyone|they|she|he|my|the|nobody|i get} *4 {asleep|sleep|leave|leaves|gone|home|left|out|away|bed}
      {on|next|by} {monday|tuesday|wednesday|thursday|friday|saturday|sunday|my birthday|christmas|the weekend|morning}
      later today
      in the morning
      soon {_|and|after}
    `,
    now: `
      {right|rite} now
      now {_|and|i|goodbye}
      today
      immediately
      this {minute|second|instant|moment}
    `,
    recent: `
      {last|the other} {night|week|weekend|month|evening|day|tuesday|monday|wednesday|thursday|friday|saturday|sunday}
      {yesterday|today|tonight|recently|lately|again|relapsed|still|earlier|currently}
      {this|that} {morning|week|evening|afternoon|weekend|month}
      {days|day|hours|hour|week|minutes|weeks} ago
      just {now|cut|burned|hurt|tried|did|harmed}
      {on purpose|deliberately|intentionally|every day|every night|each night|sometimes|whenever|to feel|to cope|so i can feel|because i deserve|because i feel|when i feel|when i am|to punish|makes me feel|to calm}
    `,
    distant: `
      {years|year|decade|decades|months} {ago|back|now|since|clean|free|later}
      {few|several|many|for|two|three|four|five|ten|over|almost|long|some} {years|decades|year}
      used to
      {when|since|while} i was {a|in|young|younger|little|at|back|still|11|12|13|14|15|16|17|18|19|20|21|22|23|24|25|30|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty}
      as a {kid|child|teen|teenager|young|student|girl|boy}
      {in|during|back in|since} {high school|college|middle school|university|my teens|my twenties|the past|secondary school|uni|my youth|my childhood}
      {back then|in the past|long ago|way back|at the time|growing up|once upon}
      in {1990|1994|1995|1999|2000|2005|2008|2010|2011|2012|2013|2014|2015|2016|2017|2018|2019|2020|2021|2022|2023|2024}
      at {11|12|13|14|15|16|17|18|19|20|21|22|fifteen|sixteen|fourteen|thirteen|seventeen}
      last year
      {no longer|not anymore}
      {clean|recovered|recovering|recovery|survivor|survived}
      {in therapy|got help|got better|glad i did not|glad i am|so glad|better now}
      for the first time in years
    `,
    mundane: `
      if|another|every|when|this|that|these|those|more|because|over|about|the|my|forgot|missed|have|has|had|to {stupid|freaking|damn|dumb|annoying|goddamn|boring|whole|entire|one|more}? {build|code|bug|bugs|test|tests|exam|exams|meeting|meetings|wifi|printer|train|bus|traffic|song|ad|ads|episode|update|updates|lag|deadline|email|emails|homework|assignment|essay|spreadsheet|slack|zoom|standup|ticket|merge|commit|deploy|server|laptop|phone|game|match|team|pizza|coffee|keys|lecture|finals|midterm|midterms|math|maths|calculus|chemistry|alarm|queue|line|movie|show|recipe|puzzle|level|commute|dishes|laundry|css|javascript|python|java|excel|typo|autocorrect|captcha|password|spoiler|spoilers|season|finale|haircut|outfit|monday|mondays|gym|leg day|cardio|weather|heat|class}
      {forgot|lost|dropped|spilled|missed|burnt|overslept|stubbed}
      {embarrassing|embarrassed|embarrassment|cringe|awkward|mortified|mortifying}
    `,
    accident: `
      {accidentally|accident|clumsy|oops|whoops|accidental|ouch}
      {shaving|cooking|chopping|slicing|peeling|gardening|cutting vegetables|cutting onions|dicing|carving the|grating|ironing|baking|welding|soldering|sewing|whittling}
      {shave|cook|knife slipped|stove|oven|pan|kettle|iron|hot|coffee|tea|soup|glass|paper|tin|can lid|can opener|mandoline|kitchen|toaster|curling|straightener|grill|bbq|oil|barbed|scissors|sharp edge|fence|thorn|thorns|cat|broken}
      {playing|running|lifting|skiing|climbing|skating|hiking|training|football|soccer|basketball|gym|workout|exercise|exercising|deadlift|deadlifts|squat|squats|yoga|marathon|cycling|stretching|surfing|falling|fell|tripped|moving|ladder|shoveling|tennis|back|knee|ankle|shoulder|game|practice|bike|stairs|furniture|warming|warm}
    `,
    benign: `
      {photo|photos|picture|pictures|view|sunset|sunrise|tourists|tour|selfie|boats|fishing|scenery|skyline|beautiful|vacation|holiday|hike|hiking|bbq|drinks|party|band|cocktail|golden gate in|waiting for the train|fixing|repairing|contractor|roofer|painting|installing|solar|gutters|filming|concert}
      {as prescribed|for the week|with food|with breakfast|with dinner|on time|vitamins|vitamin|prescribed|like the doctor|as directed|course of|antibiotics|supplements|recipe|trip|travel|for the flight|finished my}
    `,
    place: `
      {party|meeting|office|job|class|airport|queue|city|town|country|hotel|restaurant|club|bar|concert|school|lecture|wedding|company|server|discord|forum|website|app|platform|conference|mall|store|shop|bus|waiting room|game|hostel|campus}
    `,
    learned: `
      {statistics|statistic|rate|rates|prevention|research|study|studies|essay|paper|awareness|history|historical|documentary|article|news|thesis|risk factors|policy|leading cause|percentage|common|hotline|helpline|lifeline|training|nurse|psychology|sociology|durkheim|epidemiology|lecture}
    `,
    relation: `
      {him|her|boyfriend|girlfriend|relationship|marriage|subscription|contract|meeting|engagement|divorce|affair|lease|project|stream|show|season|podcast|membership|situationship|fwb|dating|tinder|husband|wife|partnership|negotiations|feud|war|debate|argument|essay|chapter|speech|party}
    `,
    joke: `lol`,
    supply: `
      {shortage|shortages|brexit|winter|pandemic|lockdown|hurricane|storm|emergency|prepper|preppers|trip|travel|travelling|traveling|vacation|holiday|pharmacy|insurance|insurer|deductible|expired|expire|bunker|apocalypse}
    `,
    sport: `
      {bungee|bungy|parachute|parachuting|skydiving|skydive|diving|dive|swimming|swim|lake|pool|river|sea|water|splash|paraglide|paragliding|wingsuit|zipline|trampoline|parkour|kids|rope swing|base jump|safely|lobster|shoulder|knee|knees|joints|ears|tattoo|gym|bar}
    `,
    creature: `
      {mice|mouse|rat|rats|dog|dogs|cat|cats|animal|animals|fish|insect|insects|lobster|lobsters|crab|crabs|pets|pet|hamster|horse|horses|bird|birds|cow|cows|bees|spider|spiders|crocodile|shark|whales|dinosaurs|plants}
    `,
    child: `
      {child|toddler|baby|infant|year old|kilo|kg}
    `,
    done: `
      {it is|its|i have|all} {done|over|too late}
      {already done|too late now|nothing you can do|can not be stopped|no turning back|too late}
    `,
  },
  {},
)

export type Circumstance = (typeof circumstances.kinds)[number]

export const circumstanceWords = circumstances.words

const widest = 60

/** Where the sentence around a place begins and ends, as far as it matters. */
export function sentenceAround(tokens: readonly string[], at: number): readonly [number, number] {
  const ends = (token: string | undefined): boolean => token === undefined || token === '.' || token === '?'
  let start = at
  while (start > 0 && at - start < widest && !ends(tokens[start - 1])) start--
  let end = at
  while (end < tokens.length && end - at < widest && !ends(tokens[end])) end++
  return [start, end]
}

const bits = new Map<Circumstance, number>(
  [...circumstances.kinds].map((kind, at): [Circumstance, number] => [kind, 1 << at]),
)

export type Holds = (circumstance: Circumstance) => boolean

/** Tells of any stretch of a text what holds there; the text is read once. */
export function readCircumstances(tokens: readonly string[]): (start: number, end: number) => Holds {
  const masks = new Uint16Array(tokens.length)
  for (let at = 0; at < tokens.length; at++)
    for (const { kind } of circumstances.at(tokens, at)) masks[at] = (masks[at] ?? 0) | (bits.get(kind) ?? 0)
  return (start, end) => {
    let mask = 0
    for (let at = Math.max(0, start); at < end; at++) mask |= masks[at] ?? 0
    return (circumstance) => (mask & (bits.get(circumstance) ?? 0)) !== 0
  }
}
