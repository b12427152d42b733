import { createPhraseBook } from './phrases.ts'
import type { Vocabulary } from './vocabulary.ts'
import { classes } from './word-classes.ts'

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
      at {1|2|3|4|5|6|7|8|9|10|one|two|three|four|five|six|seven|eight|nine|ten|noon|dawn|dusk|first light|sunrise|sunset|nightfall}
      {when|once|as soon as} it is dark
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
      {on purpose|deliberately|intentionally|every day|every night|each night|sometimes|whenever|to feel|to cope|so i can feel|so i could feel|just to feel|to feel something|to feel anything|because i deserve|because i feel|when i feel|when i am|when it gets|when things get|when it all gets|when life gets|to punish|makes me feel|to calm}
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
      {winters|summers|springs|autumns|christmases|birthdays|lifetimes} ago
      {behind me|behind us} {_|now|today|thank|and}
      {years|months|decades} ago today
    `,
    mundane: `
      if|another|every|when|this|that|these|those|more|because|over|about|the|my|forgot|missed|have|has|had|to {stupid|freaking|damn|dumb|annoying|goddamn|boring|whole|entire|one|more}? {$trifle|leg day}
      $trifle {really|always|just}? {makes|make|making|made} me want to
      if *6 {again|one more time|another time|once more}
      if i {have|got} to {sit|hear|listen|read|watch|look|fill|attend|type|write|explain|reset|restart|format|scroll|wait|stand|answer|reply|deal} {_|through|to|at|out|with|in|for|this|that|the|another|one|my|a}
      {if|when} {this|that|the|these|my} *2 {jams|crashes|freezes|breaks|buffers|fails|loses|wins|lags|cancels|reboots|updates|rings|beeps}
      {if|when} {they|he|she|we|you} {cancel|cancels|lose|loses|play|plays|win|wins|spoil|spoils|renew|sing|sings|chew|chews|reschedule|reschedules|trade|trades|sell|sells|say|says|send|sends|tag|tags|post|posts}
      lose|loses again
      {if|when|whenever|time} {my|the|our|a} *1 {boss|manager|coworker|coworkers|colleague|client|clients|professor|customer|customers|neighbor|neighbour|landlord} {says|say|mentions|sends|emails|asks|schedules|calls|starts|uses|opens|types|chews|hums|parks|sings}
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
      {party|meeting|team|colleagues|coworkers|shift|internship|employer|office|job|class|airport|queue|city|town|country|hotel|restaurant|club|bar|concert|school|lecture|wedding|company|server|discord|forum|website|app|platform|conference|mall|store|shop|bus|waiting room|game|hostel|campus|hotels|jobs|applying|apartment|contract|trip|project|release}
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
    stake: `
      i {will|would|do|did|can}? {not}? {fail|failed|flunk|flunked|failing} {_|again|out|my|this|the|that|another|at|him|her|them|school|college|uni|math|it|and} *1 {exam|exams|test|tests|class|classes|course|semester|degree|finals|midterm|midterms|year|school|uni|college|math|maths|chemistry|calculus|_|again|out|and}
      i {do|did|can|could|will} not {pass|graduate|get in|get into|get the job|get better|get custody|make rent|recover|get a job}
      i {get|got|am|was|been|have been} {fired|sacked|expelled|evicted|kicked out|dumped|divorced|rejected|deported|diagnosed|arrested|convicted|sent back|laid off|outed}
      i {lose|lost|losing} {my|the|him|her|them|custody|everything|this} *1 {job|house|home|kids|child|children|custody|baby|visa|husband|wife|_|and|too}
      {he|she|they|husband|wife|boyfriend|girlfriend|partner} {leaves|leave|dumps|dump|divorces|divorce|rejects|left|dumped|cheats|cheated|abandons} {me|us}
      {he|she|they|court|judge} {takes|take|gets|get} {my|the|our} {kids|children|son|daughter|baby}
      {diagnosis|eviction|divorce|custody}
      {he|she|dad|mom|mum|father|mother|stepdad|husband|boyfriend|they|kids|bullies} {hits|hit|beats|beat|touches|touch|hurts|hurt|rapes|yells|screams} {me|at me}
    `,
    hopeless: `
      {hopeless|hopelessness|despair|pointless|meaningless|trapped}
      {no|any|lost all|out of|without|zero} {hope|point|future|way out|way forward|purpose}
      {nothing|never} {matters|helps|changes|gets better|get better|got better|getting better|going to change|will change|will get better|be okay|be happy|left}
      not {see|think|believe} *4 {get|getting|gets} {any}? better
      not {matter|get better|see a way|see any way|see a future|want a future|want anything|going to get better}
      nothing for me here
    `,
    weary: `
      {can not|could not} {do|take|handle|keep doing|bear|stand|cope with|keep|go} {this|it|life|any|on|going|up|like} *1 {anymore|any longer|more|much longer|_}
      {tired|sick|exhausted|done} {of|with} {it all|everything|life|living|trying|being|fighting|existing|this life|hurting|pretending}
      {exhausted|drained|tired|done|finished} _
      {so|too|just|very} tired
      {had|have had} enough
      {give|giving|gave|given|want to give} up
      {want|wanted|wants} {out|it to be over|it over|it to stop|this to end|to disappear}
      {fight|strength|energy|nothing} left
      {finally be free|checking out|loose ends}
    `,
    worthless: `
      {burden|worthless|useless|failure|coward|fails|unlovable|loser|ashamed|disappointment|failing|parasite|leech|pathetic|disgusting|screwup}
      {hate|despise|loathe} {myself|being me|who i am}
      {waste|drain|weight|drag} {of|on|to|around}
      i {only|just|always|ever}? {cost|hurt|drain|disappoint|let|bring|drag|make|ruin|ruined|destroy|fail|failed} {them|everyone|everybody|people|him|her|my|everything|at} *2 {down|money|worse|pain|harder|family|everything|_}
      {because|fault} of {me|mine}
      {without|rid of} me
      {who|that} is not me
      {out of the picture|out of their way|better off}
      {they|everyone|family|parents|kids} *2 {would be|be} {relieved|happier|better}
      {deserve|deserved} {this|it|to suffer|better|nothing|pain}
    `,
    alone: `
      {alone|lonely|unwanted|unloved|abandoned|isolated|invisible|loneliness}
      {nobody|not anyone|not one person|none} *1 {care|cares|loves me|loved me|needs me|misses me|miss me|notices|understands|listens|would notice|to talk to|likes me|wants me|left|believes}
      {no|any|lost all|have zero} {my}? {friends|family|support}
      {everyone|everybody|they all} {hates|hate|left|leaves|leave|abandoned} {me|_}
      not {care|love} *1 {me|_}
      with everyone gone
    `,
    pain: `
      {numb|empty|emptiness|suffering|sobbing|hurting|agony|unbearable|misery|miserable|depressed|depression|broken|torture|anguish}
      {so|too} much pain
      {in|the|this|my} {constant|much|mental|emotional}? pain
      {everything|it all|it|living|existing} hurts
      {cry|crying|cried} {every|all|myself|myself to|constantly|daily|for hours}
      {feel|felt|feeling} nothing
      {dark|darkest} {place|thoughts|days}
      {panic|self loathing|breaking down|falling apart|losing my mind}
    `,
    mortal: `
      {suicidal|suicide|goodbye|dying|die|dead|death|funeral|overdose|grave|coffin|insurance|buried|heaven|goodbyes}
      {at|found|finally} peace {_|with|now|and}
      {feel|felt|feeling} {calm|free|lighter|relieved|at peace|so calm}
      {calm|lighter} {it|this} makes me
      {stood|standing|stand|sat|sitting} {on|at} {a|the|that|this} {bridge|ledge|roof|rooftop|cliff|overpass|tracks}
      {forgive|remember} me
      sorry {for everything|to everyone|mum|mom|dad|_}
      {this|my} life
      {be|am|was} out of {the picture|their way|their lives}
      when i am gone
      {end|ending|ended} {it|things|everything} {_|all}
      {letters|passwords|notes|note} *2 {for|to} {my|everyone|all|them|each}
    `,
    wound: `
      {cut|cuts|cutting|blade|blades|razor|razors|sleeves|bled|bleeding|bandage|bandages|scars|thigh|thighs|wrist|wrists|forearm|forearms|sh|lighter}
      self {harm|harming|harmed|injury|injured}
      blood on
      {burned|burnt|hurt|scratched|harmed} {myself|my}
    `,
    weigh: `
      {scale|scales|ribs|bones|collarbones|collarbone|skinny|thin|thinner|fat|weight|weigh|bmi|mirror|underweight|dizzy|proud|disgusting|gross|control|anorexia|thinspo}
      hate {myself|my body|my thighs|my stomach}
    `,
    art: `
      {song|songs|lyrics|lyric|film|films|movie|movies|novel|novels|play|poem|opera|album|anime|manga|sitcom|series|musical|screenplay|episode|soliloquy|protagonist|character|characters|plot|ballad|scene|sims|npcs|npc|tragedy|biography|mythology|myth}
      {finished|reading|read|watching|watched|saw|rewatched|binged|loved|author of|chapter of|ending of|end of|in the} {a|the}? *3 {book|ending|finale|chapter|season|sequel|part|volume|trilogy|film|movie|last chapter|last season|last episode}
      {the|last|next|final|in} {ending|chapter|finale|act|season|book}
      {romeo|juliet|hamlet|ophelia|othello|werther|anna|javert|antigone|dido|cleopatra|shakespeare|tolstoy|sophocles|goethe|flaubert|dostoevsky|netflix}
    `,
    done: `
      {it is|its|i have|all} {done|over|too late}
      {already done|too late now|nothing you can do|can not be stopped|no turning back|too late}
    `,
  },
  classes,
)

export type Circumstance = (typeof circumstances.kinds)[number]

/** In which somebody who is in a bad way says so. */
export const sorrows = ['hopeless', 'weary', 'worthless', 'alone', 'pain'] as const satisfies readonly Circumstance[]

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

/** What holds in a stretch of a text. */
export type Circumstances = (start: number, end: number) => Holds

/** Reads texts whose words are numbers: no place of one twice, and none that nobody asks for. */
export function createCircumstances(vocabulary: Vocabulary): (words: readonly number[]) => Circumstances {
  const circumstancesAt = circumstances.reader(vocabulary)
  return (words) => {
    const masks = new Uint32Array(words.length)
    const isRead = new Uint8Array(words.length)

    function read(at: number): number {
      let mask = 0
      for (const { kind } of circumstancesAt(words, at)) mask |= bits.get(kind) ?? 0
      isRead[at] = 1
      return (masks[at] = mask)
    }

    return (start, end) => {
      let mask = 0
      for (let at = Math.max(0, start); at < end && at < words.length; at++)
        mask |= isRead[at] === 1 ? (masks[at] ?? 0) : read(at)
      return (circumstance) => (mask & (bits.get(circumstance) ?? 0)) !== 0
    }
  }
}
