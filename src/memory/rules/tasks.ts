import { oneOf, pattern } from './patterns.ts'
import { hidden } from './words.ts'

/** How far somebody else's words reach: this sentence on, the whole message, or not at all. */
export type Reach = 'message' | 'onwards' | 'sentence' | 'none'

/** What only leads to what is asked for. */
const asking = pattern('')`
  ^(?:
    (?:
      hi|hey|hello|ok|okay|please|now|and|so|then|also|thanks|first|next|great|cool|nice|pls|plz|lets|hmm
      |alright|well
    )[ ,]+
  ){0,4}
  (?:
    (?:can|could|would|will) (?:you|u) (?:please |pls |kindly |also |now |just )?(?:help me (?:to |with )?)?
    |help me (?:to |with )?|i (?:want|need|would like|'?d like) you to[ ]
    |i need (?:help (?:with )?|to |you to )?|let'?s |let us |you should |your task is to |i'?d like you to[ ]
    |try to |how (?:do|would|can|should) (?:i|you) |how to[ ]
  )?(?:please |pls )?
`

const tales = oneOf(`
  story, stories, tale, poem, haiku, sonnet, limerick, song, lyrics, rap, novel, chapter, dialogue, dialog,
  conversation, scene, script, monologue, play, sketch, joke, character, fan ?fic\\w*, fiction, backstory,
  diary, journal entry, persona, example, sample, template, sentences?, paragraph, role, prompt, affirmations?
`)
const papers = oneOf(`
  bio, essay, profile, caption, speech, toast, vows?, resume, cv, cover letter, advert, ad, tweet,
  (?:linkedin|facebook|instagram|reddit|blog) post, testimonial, statement, about me, headline, letter, email,
  e-mail, text message, review
`)
const making =
  '^(?:write|compose|draft|create|make(?: up)?|generate|tell|continue|finish|complete|invent|give|do|develop)\\b.{0,80}\\b'
/** Who is helped with a paper says what is to stand in it, and does not give its words. */
const helped = /^(?:\w+[ ,]+){0,4}(?:help me|i need help|need help)\b/
const paper = new RegExp(`${making}(?:${papers})\\b`)
const fiction = [
  /^(?:act|behave|respond|reply|answer|talk|speak|write|sound) (?:\w+ )?(?:as|like) (?:if|though|an?\b|the|my|you)/,
  /^(?:pretend|role[- ]?play|imagine|suppose|assume|impersonate|simulate|play the|picture|play(?:ing)? (?:an?|the|some) (?:\w+ )?game)\b/,
  new RegExp(`${making}(?:${tales})\\b`),
]
const fictionAnywhere = [
  pattern('')`
    ^(?:
      from now on,? |in this \w+,? |now,? |ok(?:ay)?,? |so,? |hey,? |pretend[ ]
    )?(?:you|u)(?: are|'re|r|re)? (?:now |going to (?:be|act|play) )?
    (?:
      an? (?!(?:star|genius|legend|life|angel|gem|great|good|sweet|true|real)\b)|the (?!best|greatest)
      |my (?!hero|best|favou?rite)|called|named|playing|acting|sherlock|batman|(?:to )(?:act|play|be)\b
    )
  `,
  /^(?:ok(?:ay)?,? )?(?:you|u) be (?:the|an?|my)\b/,
  /^your (?:name|role|task|job|goal|mission|purpose|persona|instructions?) (?:is|are)\b/,
  pattern('')`
    \b(?:
      my (?:main )?(?:character|protagonist|hero|heroine|avatar|npc|narrator|alter ego|persona|oc|sim)
      |main character|the protagonist|player character
    )\b
  `,
  /\b(?:d&d|dnd|rpg|role-?play(?:ing)?|rp) (?:campaign|character|game|session)\b/,
  /\b(?:sample|example|test|dummy|placeholder|fake) (?:text|data|input|message|sentence|bio|profile|dialogue)\b/,
  /^(?:chapter|scene|act|verse|part) (?:\d+|one|two|three|[ivx]+)\b/,
  /^\*?\s?[a-z]+(?:s|ing)\b[^*]{0,80}\*(?=\s|$)/,
  /^(?:once upon a time|in a land far|it was a dark and stormy)\b/,
]
/** What is shown, to be looked at. */
const shows = pattern('')`
  ^(?:(?:so|ok|okay|hi|hey|well),? )?(?:
    here(?:'s|s| is| are)|this is|below is|see|look at|check out|read|i (?:wrote|drafted) (?:this|an?|my)
  ) (?:(?:my|the|an?|this|what i wrote|some|our|his|her) )?(?:\w+ ){0,3}?
  (?:
    ${oneOf(`
      essay, email, e-mail, letter, text, draft, paragraph, bio, article, story, poem, resume, cv, speech, post,
      message, transcript, lyrics, code, log, paper, statement, snippet, dialogue, conversation, script,
      summary, passage, profile, description, review, caption, song, excerpt, quote, chat
    `)}
  )\b
  |^tl;?dr\b
`

/** What is done to words. */
const rework = pattern('')`
  ^(?:
    translate|rewrite|re-write|rephrase|reword|paraphrase|proofread|proof-read|summari[sz]e|shorten|polish
    |spell-?check|transcribe
    |make (?:this|that|it|these|the following) (?:
       sound|more|less|shorter|longer|better|polite|formal|clear
     )\w*
  )\b
`
/** What is done to anything, and so to words only where they are named. */
const change = pattern('')`
  ^(?:
    correct|improve|edit|revise|reformat|simplify|analy[sz]e|parse|classify|tokenize|extract|convert|annotate
    |fix|check|review|format|complete|continue|fill in|turn|change|put|make|read|give me feedback on|rate
    |grade|critique|judge|mark|comment on
  )\b
`
const ofWords = pattern('')`
  \b(?:
    in(?:to)? (?:
      ${oneOf(`
        english, german, french, spanish, italian, portuguese, dutch, polish, russian, chinese, japanese,
        korean, arabic, latin, turkish, hindi
      `)}
    )
    |grammar|grammatical(?:ly)?|spelling|punctuation
    |${oneOf(`
      typos?, sentences?, paragraph, text, email, e-mail, letter, message, essay, passage, statement, phrase,
      bio, caption, tweet, wording, following, story, poem, resume, cv, speech, draft, article, post
    `)}
  )\b
`
const recites = pattern('')`
  ^(?:
    say|repeat|type|print|echo|output|reply|respond|answer|write|compose|draft|prepare|post|send|sing|recite
    |finish the sentence|complete the sentence|fill in the blanks?
  )\b
`
const backwards = pattern('')`
  \b(?:it|that|these|those|above|previous)\b
  |\bthis\b(?=
     [ ](?:text|sentence|email|e-mail|message|paragraph|letter|(?:in)?to|sound|more|for me|please)|\W*$
   )
  |^\W*(?:please )?\w+ (?:in)?to \w+\W*$
`
const checksWords = pattern('')`
  \b(?:is|are|does|do|was) (?:this|that|it|these|the|my) ?(?:
    sentences?|text|phrase|email|paragraph|letter|wording|following|above
  )?\b.{0,30}\b
  (?:
    correct(?:ly)?|grammatical(?:ly)?|right english|sound (?:natural|right|ok|good|professional)|make sense
    |natural
  )\b
  |\bgrammar\b.{0,20}\b(?:check|correct|mistakes?|errors?)\b
  |\bhow (?:do|would|can|to) (?:you |i |we )?(?:say|write|spell|translate|pronounce)\b
  |\bwhat(?:'s| is| does)\b.{0,60}\b(?:
     mean|in (?:english|german|french|spanish|italian|portuguese|japanese|chinese)
   )\b
`
const introduces = pattern('i')`
  (?:
    \b(?:
      about (?:me|myself)|introduc\w+|intro|background|context|facts?|things?|info(?:rmation)?|details
      |remember|know|fyi|note|ps|p\.s|reminder|update|correction|edit|btw|by the way|situation|preferences
      |mind|forget|clear|summary|me|truth|thing is|is this|record|mention|also|hi|hello|hey|save this|save
      |memory|favou?rites?|name|age|job|location|city|hobbies|allergies|diet|goals?
    )
    |(?:^|\s)(?:ich|yo|moi|io|eu)
  )$
`

/** Whether what stands before a colon leads to words of the person's own. */
export const leadsToOwnWords = (before: string): boolean => introduces.test(before.trimEnd())

/** What a sentence asks to be done with words, which are then not said but shown. */
export function reachOf(raw: string): Reach {
  const text = raw.slice(0, 400).trim().toLowerCase().replaceAll('’', "'")
  const asked = text.slice(asking.exec(text)?.[0].length ?? 0)
  if (fiction.some((pattern) => pattern.test(asked)) || fictionAnywhere.some((pattern) => pattern.test(text)))
    return 'onwards'
  if (paper.test(asked)) return helped.test(text) ? 'none' : 'onwards'
  if (shows.test(text)) return text.includes(hidden) ? 'sentence' : 'onwards'
  if (rework.test(asked) || (change.test(asked) && ofWords.test(text))) {
    if (text.includes(hidden)) return 'sentence'
    return backwards.test(text) ? 'message' : 'onwards'
  }
  if (checksWords.test(text)) return text.includes(hidden) ? 'sentence' : 'message'
  if (text.endsWith(':') && !leadsToOwnWords(text.slice(0, -1))) return 'onwards'
  return recites.test(asked) ? 'sentence' : 'none'
}
