import { hidden } from './words.ts'

/** How far somebody else's words reach: this sentence on, the whole message, or not at all. */
export type Reach = 'message' | 'onwards' | 'sentence' | 'none'

const asking = String.raw`^(?:(?:hi|hey|hello|ok|okay|please|now|and|so|then|also|thanks|first|next|great|cool|nice|pls)[ ,]+){0,4}(?:(?:can|could|would|will) (?:you|u) (?:please |kindly |also |now |just )?(?:help me (?:to )?)?|help me (?:to )?|i (?:want|need|would like|'?d like) you to |i need (?:help (?:with )?|to )|let'?s |let us |you should |your task is to |i'?d like you to |try to |how (?:do|would|can|should) (?:i|you) |how to )?(?:please )?`

const fiction = [
  new RegExp(
    String.raw`${asking}(?:act|behave|respond|reply|answer|talk|speak|write) (?:\w+ )?(?:as|like) (?:if|though|an?\b|the|my|you)`,
    'i',
  ),
  new RegExp(
    String.raw`${asking}(?:pretend|role[- ]?play|imagine|suppose|assume|impersonate|simulate|play the|picture)\b`,
    'i',
  ),
  new RegExp(
    String.raw`${asking}(?:write|compose|draft|create|make(?: up)?|generate|tell|continue|finish|complete|invent|give|do|develop)\b.{0,80}\b(?:story|stories|tale|poem|haiku|sonnet|limerick|song|lyrics|rap|novel|chapter|dialogue|dialog|conversation|scene|script|monologue|play|sketch|joke|character|fan ?fic\w*|fiction|backstory|diary|journal entry|persona|bio for|example|sample|template|essay|sentences?|paragraph|role)\b`,
    'i',
  ),
  /^(?:from now on,? |in this \w+,? |now,? )?you(?: are|'re|r) (?:now |going to (?:be|act|play) )?(?:an? (?!star|genius|legend|life|angel|gem|great|good|sweet|true|real)|the (?!best|greatest)|my (?!hero|best|favou?rite)|called|named|to |playing|acting)/i,
  /^your (?:name|role|task|job|goal|mission|purpose|persona|instructions?) (?:is|are)\b/i,
  /\b(?:my (?:main )?(?:character|protagonist|hero|heroine|avatar|npc|narrator|alter ego|persona)|main character|the protagonist|player character)\b/i,
  /\b(?:d&d|dnd|rpg|role-?play(?:ing)?) (?:campaign|character|game|session)\b/i,
  /\b(?:sample|example|test|dummy|placeholder|fake) (?:text|data|input|message|sentence|bio|profile|dialogue)\b/i,
]

/** What is done to words. */
const rework = new RegExp(
  String.raw`${asking}(?:translate|rewrite|re-write|rephrase|reword|paraphrase|proofread|proof-read|summari[sz]e|shorten|polish|spell-?check|transcribe|make (?:this|that|it|these|the following) (?:sound|more|less|shorter|longer|better|polite|formal|clear)\w*)\b`,
  'i',
)
/** What is done to anything, and so to words only where they are named. */
const change = new RegExp(
  String.raw`${asking}(?:correct|improve|edit|revise|reformat|simplify|analy[sz]e|parse|classify|tokenize|extract|convert|annotate|fix|check|review|format|complete|continue|fill in|turn|change|put|make|read|give me feedback on|rate)\b`,
  'i',
)
const ofWords =
  /\b(?:in(?:to)? (?:english|german|french|spanish|italian|portuguese|dutch|polish|russian|chinese|japanese|korean|arabic|latin|turkish|hindi)|grammar|grammatical(?:ly)?|spelling|punctuation|typos?|sentences?|paragraph|text|email|e-mail|letter|message|essay|passage|statement|phrase|bio|caption|tweet|wording|following)\b/i
const recites = new RegExp(
  String.raw`${asking}(?:say|repeat|type|print|echo|output|reply|respond|answer|write|compose|draft|prepare|post|send|sing|recite)\b`,
  'i',
)
const backwards =
  /\b(?:it|that|these|those|above|previous)\b|\bthis\b(?= (?:text|sentence|email|e-mail|message|paragraph|letter|(?:in)?to|sound|more|for me|please)|\W*$)|^\W*(?:please )?\w+ (?:in)?to \w+\W*$/i
const checksWords =
  /\b(?:is|are|does|do|was) (?:this|that|it|these|the|my) ?(?:sentences?|text|phrase|email|paragraph|letter|wording|following|above)?\b.{0,30}\b(?:correct(?:ly)?|grammatical(?:ly)?|right english|sound (?:natural|right|ok|good|professional)|make sense|natural)\b|\bgrammar\b.{0,20}\b(?:check|correct|mistakes?|errors?)\b|\bhow (?:do|would|can|to) (?:you |i |we )?(?:say|write|spell|translate|pronounce)\b|\bwhat(?:'s| is| does)\b.{0,60}\b(?:mean|in (?:english|german|french|spanish|italian|portuguese|japanese|chinese))\b/i
const introduces =
  /(?:\b(?:about (?:me|myself)|introduc\w+|intro|background|context|facts?|things?|info(?:rmation)?|details|remember|know|fyi|note|ps|p\.s|reminder|update|correction|edit|btw|by the way|situation|preferences|mind|forget|clear|summary|me|truth|thing is|is this|record|mention|also|hi|hello|hey)|(?:^|\s)(?:ich|yo|moi|io|eu))$/i

/** Whether what stands before a colon leads to words of the person's own. */
export const leadsToOwnWords = (before: string): boolean => introduces.test(before.trimEnd())

/** What a sentence asks to be done with words, which are then not said but shown. */
export function reachOf(raw: string): Reach {
  const text = raw.slice(0, 400).trim().replaceAll('’', "'")
  if (fiction.some((pattern) => pattern.test(text))) return 'onwards'
  if (rework.test(text) || (change.test(text) && ofWords.test(text))) {
    if (text.includes(hidden)) return 'sentence'
    return backwards.test(text) ? 'message' : 'onwards'
  }
  if (checksWords.test(text)) return text.includes(hidden) ? 'sentence' : 'message'
  if (text.endsWith(':') && !leadsToOwnWords(text.slice(0, -1))) return 'onwards'
  return recites.test(text) ? 'sentence' : 'none'
}
