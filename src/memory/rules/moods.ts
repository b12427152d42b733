import { phraseOf, type Clause } from './clause.ts'
import { pattern } from './patterns.ts'
import { leadsToOwnWords } from './tasks.ts'

const asks = pattern('')`
  ^(?:
    (?:please )?(?:remind|tell|ask|show|give) me\b(?! (?:a|an|some|your|the|more|one) )|what|where|why|how|who
    |which|whose|whom|any idea|guess|when (?:do|is|are|will|did|can|should|was)
  )\b
`
const inverted = pattern('')`
  ^(?:
    is|are|am|was|were|do|does|did|can|could|would|will|should|has|have|had|may|might|shall|must
  )(?: not)? (?:i|you|we|he|she|it|they|my|your|our|his|her|their|this|that|there|the|any|anyone|someone)\b
`
/** "And you?", behind what was said. */
const back = /^(?:(?:what|how) about )?(?:you|u|yours|yourself|hbu|wbu)$/
const isQuestion = (text: string): boolean => asks.test(text) || inverted.test(text) || back.test(text)

/** A question that puts in doubt what was said before it. */
const doubts = pattern('')`
  ^(?:is|are|am|do|does|did|have|has|was|can|will|would)(?: not)? (?:i|it|that|he|she|they|we)(?: not)?$
  |^did (?:not )?i (?:tell|mention|say)|^(?:is|was) (?:that|this|it) (?:not )?(?:right|correct|true)
  |^do you (?:remember|recall|know)(?: (?:that|it|this|me))?$
  |^(?:right|correct|true|remember|yes|no|huh|eh|ok|okay|yeah|innit)$
`
const tag = pattern('')`
  (?: ,)? (?:is|are|am|was|do|does|did|have|has|can|will|would)(?: not)? (?:it|i|you|he|she|they|we)$
  |(?: ,)? (?:right|correct|huh|eh|innit|or not|or something|yes|no|yeah|true|or what)$
`
/** Questions about whether something is so: what stands in them is asked as well. */
const aboutTruth =
  /\b(?:true|say|said|know|think|mean|remember|recall|right|correct|tell|told|guess|believe|imagine|if|suppose|heard|whether|matter)\b/

const unreal = pattern('')`
  ^(?:
    if|unless|suppose|supposing|imagine|imagining|assume|assuming|pretend
    |let us (?:say|pretend|assume|imagine|suppose)|say i|what if|as if|as though|hypothetically|in theory
    |theoretically|wish|(?:i|we) (?:only )?wish|i (?:could|might|would|may|should) (?:say|claim|pretend)
    |in (?:a|an|my) (?:
       another|dreams?|parallel|alternate|perfect|ideal|past|previous|other
     ) ?(?:life|world|universe|reality)?
    |in another|in the (?:story|game|book|novel|movie|film|dream|song|play|scenario)|one day|some day|someday
    |for example|for instance|e\.g|such as|as a (?:hypothetical|joke|test|thought experiment|example)|wenn
    |falls|si|se|ob|quand|cuando|quando|stell dir|angenommen|imagina|imagine que
  )\b
  |^i (?:
     dream|dreamed|dreamt|pretend|pretended|imagine|imagined|lied|fantasi[sz]e|wonder|wondered|suspect
     |suspected|reckon|doubt|fear|assume|assumed|supposedly|had a dream|have a dream
   )\b
`
/** Politeness, on which nothing depends. */
const politeIf = pattern('')`
  ^if (?:
    (?:that|it|this) (?:matters|helps|is (?:relevant|important|useful|ok|okay|any help|of any help))
    |you (?:must|want to|need to|care to|would like to) know|you (?:prefer|like|want)$
    |you (?:are|were) (?:wondering|curious|interested|asking)|you (?:care|wonder|ask me|do not mind)
    |i am honest|i may|possible|i (?:remember|recall) (?:correctly|right)
  )\b
`
const whether = /\b(?:know|knows|ask|asking|wonder|wondering|see|check|tell|sure|say|even|out|decide|matter|care)$/

const speaks = pattern('')`
  \b(?:
    said|says|say|told|tells|asked|asks|wrote|writes|claims|claimed|replied|answered|texted|was like|is like
    |am like|were like|sings|sang|sing|thinks|thought|believes|believed|insists|insisted|swears|goes(?: ,|$)
    |quoted|quotes|shouted|whispered|dit|sagt|sagte|dice|dijo|disse|diz
  )(?![^ ])
`
const ownSpeech = /^(?:i|we) (?:am|have|live|work|love|like|enjoy|hate|prefer|play|study|moved)\b/
const reportedSource = pattern('')`
  ^(?:like|as|in|from) (?:the|that|this|my|a) (?:\S+ ){0,3}?(?:
    song|saying|lyrics?|poem|quote|meme|book|movie|film|proverb|line|character
  )\b
  |^as the \S+ (?:goes|says|said|sings)|^as \S+ (?:\S+ )?(?:says|said|put it|sang|wrote|once said)\b
  |^(?:lyrics?|quote|song)\b
`

/** What is so in a game or a film alone. */
const elsewhere = pattern('')`
  \b(?:in|(?<!work |working )on) (?:the|this|my|a|that) (?:\S+ )?(?:
    game|story|novel|dream|movie|film|book|show|rp|roleplay|role-play|simulation|sims|server|scenario
  )s?\b
`
/** "I love mornings, not." */
const takenBack = /(?:,| )not$/
/** Who says of somebody what is so. */
const diagnoses = pattern('')`
  ^my (?:
    doctor|gp|therapist|psychiatrist|psychologist|dentist|consultant|neurologist|nurse
  ) (?:says|said|told me|tells me|confirmed|thinks) (?:that )?(?=i (?:have|am)\b)
`

/** A task in whose words nobody speaks for themselves. */
const recites = pattern('')`
  ^(?:please )?(?:
    write|compose|draft|translate|say|repeat|act|pretend|respond|reply|answer|sing|type|rewrite|rephrase|rap
    |recite|send|post|roleplay|role-play|text|email|tell (?:him|her|them|my|everyone|people|the)
  )\b
`

const isSpeech = (text: string): boolean => speaks.test(text) && !ownSpeech.test(text)

const wanted = pattern('')`
  , (?:any|best|good|some|thoughts|which|what) .*$
  |, (?:(?!right|correct|i |my |we |is |are )\S+ ){0,4}(?:
     ideas?|suggestions?|advice|tips|thoughts|options|recommendations|recs|recipes?|opinions
   )$
`

/** "I'm vegetarian, dinner ideas?" asks with its last words, and says what stands before them. */
function fragmentAsked(clauses: readonly Clause[]): Clause[] {
  const last = clauses.at(-1)
  const asked = last && wanted.exec(`${last.joiner} ${last.text}`)?.[0]
  if (!last || asked === undefined) return []
  const before = clauses.slice(0, -1)
  const kept = last.words.slice(
    0,
    Math.max(0, last.words.length - asked.split(' ').length + (last.joiner === '' ? 0 : 1)),
  )
  return statedOf(kept.length > 0 ? [...before, { ...last, ...phraseOf(last.message, kept) }] : before, false)
}

/** Those clauses of a sentence that are said as they are meant: not asked, not imagined, not reported. */
export function statedOf(clauses: readonly Clause[], asked: boolean): Clause[] {
  const firstQuestion = clauses.findIndex(({ text }) => isQuestion(text))
  if (asked && firstQuestion < 0) return fragmentAsked(clauses)
  if (firstQuestion > 0 && doubts.test(clauses[firstQuestion]?.text ?? '')) return []
  const stated: Clause[] = []
  let asking = false
  for (const [at, clause] of clauses.entries()) {
    const { text, joiner } = clause
    if (politeIf.test(text)) continue
    if (unreal.test(text)) {
      const before = clauses[at - 1]
      // "I move to Rome if I get the job" is no more certain than the job.
      if (joiner === 'if' && before && !whether.test(before.text) && stated.at(-1) === before) stated.pop()
      return stated
    }
    if (joiner.includes(':') && at > 0 && !leadsToOwnWords(clauses[at - 1]?.text ?? '')) return stated
    const told = diagnoses.exec(text)?.[0].trim().split(' ').length
    if (told !== undefined) {
      stated.push({ ...clause, ...phraseOf(clause.message, clause.words.slice(told)) })
      continue
    }
    if (reportedSource.test(text) || recites.test(text) || isSpeech(text)) return stated
    if (isQuestion(text)) {
      if (aboutTruth.test(text)) return stated
      asking = true
      continue
    }
    if (asking && !/,|because|since|as|but|lol/.test(joiner)) continue
    if (elsewhere.test(text)) return stated
    if (tag.test(text) || takenBack.test(text)) continue
    stated.push(clause)
  }
  return stated
}
