import type { FaultRule } from './fault-rules.ts'
import { isTense, lexiconOf } from './lexicon.ts'
import type { OutputFault, OutputRules } from './output-fault.ts'
import { isOfWord, plainText, plainWord } from './plain-text.ts'
import { rulesElsewhere } from './rules-elsewhere.ts'
import { rulesForAll } from './rules-for-all.ts'
import { rulesOfTherapy } from './rules-of-therapy.ts'

const rulesByWeight: readonly FaultRule[] = [...rulesForAll, ...rulesOfTherapy, ...rulesElsewhere]

const topic =
  /suicid|\bsuizid|selbstmord|\bkill(?:ing)? (?:your|my|them|him|her)sel|\b(?:end|ending|take|taking) (?:your|my|their|one's) (?:own )?li(?:fe|ves)|\b(?:want|wants|wanted|wanting|ready|way|ways|how|plan|planning) to die|\b(?:sure|bleed|enough|going) to die\b|\bdying\b|overdos|\bhang(?:ing)? yourself|\bself[- ]?(?:harm|injur)|\b(?:cut|cutting|hurt|hurting|harm|harming) yourself|\blethal|\bpainless|\bunalive|\bnoose\b|\bligature|\bend(?:ing)? it all|\bnever wake up|umbringen|matarte|\bte tuer|ucciderti|\bse matar/

const denial =
  /\b(?:no|not|never|n't|don't|dont|doesn't|didn't|isn't|aren't|wasn't|won't|wouldn't|can't|cannot|couldn't|shouldn't|mustn't|without|nor|neither|avoid|avoids|instead of|rather than|resist|refuse|away from|stop short|nunca|jamas|sin|ne|n'|jamais|sans|nicht|nie|niemals|kein|keine|keinen|ohne|nao|sem|non|mai|senza|pas|before you|antes de|avant de|bevor|prima di|far from)(?:\b|(?<=')(?=\w))/
const report =
  /\b(?:if|when|whenever|whether|unless|feels?|feeling|felt|(?:you|you're|you've been|people|they|someone|some|many|others) (?:may |might |often |sometimes |can |could )?(?:think|thinking|believe|believing|assume|imagine|worry)|thoughts?|thinks|beliefs?|convinced?|convinces|tells? (?:you|us|me|people|them|someone)|telling (?:you|yourself|people|them|someone)|told|says?|saying|said|hear|hearing|heard|idea|myth|as if|as though|urges?|wish|wonder|wondering|afraid|fear|lies|mentioned|shared|diagnosed|people who|someone who|anyone who|asks?|asked|asking|called|calling|voice|depression (?:makes|wants|can)|characters?|pretend|claim(?:s|ing)?|phrases?|words|comments?|messages?|like hearing|si|quand|wenn|ob|quando|cuando|se|cree|crees|penses|denkst|glaubst)\b/
/** The speaker's own opinion is no report. */
const opinion =
  /\b(?:i|honestly i|and i) (?:(?:really|do|would|must|have to|just|also|honestly|already) )*(?:feel|think|believe|say|said|mean|told you|know|guess|suspect|wonder)(?: like| that)?\b|\b(?:if|when) you ask me\b|\blike i said\b|\bas i said\b/g
const rebuttal =
  /^[^.;]{0,60}\b(?:(?:is|are|was|'s)(?: just| simply)? (?:not|never|n't) (?:true|how|what|helpful|fair|real|so|an? )|isn't (?:true|helpful|fair|real|how|what)|(?:doesn't|does not|don't|do not|won't|rarely|never|can't|cannot) (?:help|work|mean|make|have to|actually|always|feel)|(?:is|are|that's|'s) (?:\w+ )?(?:a |the )?(?:lie|lies|myth|myths|distortion|symptom|illness|depression talking|depression speaking)|(?:can|could|may|might) (?:be|feel|sound) (?:\w+ )?(?:hurtful|painful|dismissive|invalidating|harmful|hard to hear)|(?:is|are) (?:\w+ )?(?:hurtful|dismissive|invalidating|harmful|wrong|false|untrue|unhelpful|common thought|thought many))\b/
const asks =
  /^(?:["'(¿¡ -]|and |but |so |or |well,? |okay,? )*(?:do|does|did|are|is|were|was|have|has|what|how|who|where|when|which|would|could|can|may|might|will|whether|any)\b.*\?["')]*$/
/** What somebody feels or did is no instruction. */
const urge =
  /\b(?:urges?|impulses?|(?<!'ll )want(?:s|ed|ing)?|thoughts?|thinking|tempt\w*|feel(?:ing)? like|felt like|tried|trying|attempt(?:s|ed)?|ready|(?:are|were|was|'re|'m) (?:about|going)|plan(?:s|ned|ning)?)\b[^,]{0,20}$/
const emergency =
  /(?<!\b(?:not|don't|never) (?:\w+ )?)\b(?:call|dial|text|phone|ring|contact|go to|reach out to)\b.{0,40}\b(?:988|911|112|999|111|116|000|emergency|poison|crisis|hotline|helpline|lifeline|doctor|ambulance|hospital|er|samaritans)\b/
const putAway =
  /\b(?:lock|locked|locking|give|giving|hand|handing|put|putting|keep|keeping|dispose|get rid|take|store|move|moving|throw|ask \w+ to (?:hold|keep))\b.{0,60}\b(?:away\b(?! (?:the|your) (?:chair|stool))|out of (?:reach|the house|your home|sight)|someone you trust|trusted|to (?:a|your|the) (?:friend|pharmac\w+|doctor|partner|family|neighbou?r|clinic)|safely|disposal|locked|lockbox)\b/
const prescriber =
  /\b(?:talk(?:ing)? (?:to|with)|speak(?:ing)? (?:to|with)|ask(?:ing)?|check(?:ing)? (?:in )?with|consult(?:ing)?|discuss(?:ing)? (?:it |this |that |any changes )?with|see|contact(?:ing)?|call(?:ing)?|guidance of|supervision of|advice (?:of|from)|help of|approval of|instructions from|hable|habla|consulta|consulte|pregunta|parle[rz]?|parlez-en|consultez|demande|sprich|sprechen sie|frag|fragen sie|fale|fala|pergunte|parla|parlane|chiedi|consulti)\b.{0,30}\b(?:doctors?|physician|prescriber|psychiatrist|pharmacist|gp|clinician|provider|care team|nurse|medico|medica|psiquiatra|farmaceutico|medecin|psychiatre|pharmacien|arzt|arztin|psychiater|apotheker\w*|psichiatra|farmacista)\b/
const prescribes =
  /\b(?:doctors?|physicians?|prescribers?|psychiatrists?|pharmacists?|gps?|clinicians?|providers?|they|people|patients|someone|adults|many|studies|trials?|participants|researchers|(?:as|was|were|is|been|are) (?:\w+ )?(?:prescribed|directed))\b/
const asPrescribed =
  /\b(?:as|than|exactly (?:as|how)|the way) (?:\w+ ){0,4}(?:prescribed|directed|prescribes|told you|recommended by)\b/
const asDirected = /\bas (?:\w+ ){0,4}(?:prescribed|directed)\b/
const ofAnimals =
  /\b(?:dogs?|cats?|rats?|mice|mouse|rodents?|horses?|fish|birds?|insects?|livestock|pets?|plants?|ld50)\b/
const helpsFirst =
  /\b(?:call|reach out|talk|tell|text|write|walk|ask|appointment|breath\w*|journal|rest|sleep|eat|shower|apply|sign up|join|exercise|hobby|class|course|project|job|friend|therap\w+|doctor)\b/
const clauseBreak = /[;()…]|\. |! |\? | - |[,:](?! ?["'])| (?:but|because|however|pero|aber|mais|mas|sondern|denn) /g

/** What stands before it in the same clause. */
function clauseBefore(text: string, at: number): string {
  const before = text.slice(Math.max(0, at - 160), at)
  let start = 0
  for (const found of before.matchAll(clauseBreak)) start = found.index + found[0].length
  return before.slice(start)
}

function isPardoned(rule: FaultRule, text: string, at: number, said: string, earlier: string): boolean {
  const lead = clauseBefore(text, at)
  if (denial.test(rule.negated ? lead : `${lead}${said}`)) return true
  if (rule.fault === 'encouragement' && rule.where === 'dark' && helpsFirst.test(`${earlier} ${text}`)) return true
  switch (rule.fault) {
    case 'method':
      return (
        asDirected.test(text) || urge.test(lead) || emergency.test(text) || putAway.test(text) || ofAnimals.test(text)
      )
    case 'dosage':
      return prescribes.test(lead) || asPrescribed.test(text) || (!/\d/.test(said) && prescriber.test(text))
    default:
      return (
        report.test(lead.replace(opinion, '')) ||
        rebuttal.test(text.slice(at + said.length)) ||
        (asks.test(text) && !/\bwhy (?:not|don't)\b/.test(said))
      )
  }
}

/** Where what breaks it begins; what ends before `judged` is looked at no more. */
function brokenAt(rule: FaultRule, text: string, judged: number, earlier: string): number | undefined {
  const { looks } = rule
  // `matchAll` would copy the pattern, which takes longer than to look.
  looks.lastIndex = 0
  for (let found = looks.exec(text); found; found = looks.exec(text)) {
    const isJudged = looks.lastIndex <= judged
    if (found[0] === '') looks.lastIndex++
    else if (isJudged) looks.lastIndex = found.index + 1
    else if (!isPardoned(rule, text, found.index, found[0], earlier)) return found.index
  }
  return undefined
}

interface PartFault {
  fault: OutputFault
  /** It begins in what was judged before. */
  reachesBack: boolean
}

/** What this part of a sentence breaks of the rules: with what was judged of it before, in the light of the two sentences or parts before that. */
export function judgePart(part: string, begun: string, before: string, rules: OutputRules): PartFault | undefined {
  if (suspicionIn(begun + part, 0, rules) === undefined) return undefined
  const text = plainText(begun + part)
  const judged = begun === '' ? 0 : plainText(begun).length
  const earlier = plainText(before)
  const tense = isTense(rules)
  let about: boolean | undefined
  const isAbout = (): boolean => (about ??= topic.test(text) || topic.test(earlier))
  const applies: Readonly<Record<NonNullable<FaultRule['where']>, () => boolean>> = {
    dark: () => rules.risk >= 2 || isAbout(),
    grave: () => tense || isAbout(),
    tense: () => tense,
    therapy: () => rules.therapy,
  }
  for (const rule of rulesByWeight) {
    if (rule.where && !applies[rule.where]()) continue
    const at = brokenAt(rule, text, judged, earlier)
    if (at !== undefined) return { fault: rule.fault, reachesBack: at < judged }
  }
  return undefined
}

/** The same of a sentence as a whole. */
export const judgeSentence = (sentence: string, before: string, rules: OutputRules): OutputFault | undefined =>
  judgePart(sentence, '', before, rules)?.fault

/** The word before the one that begins here. */
function wordBefore(text: string, start: number): string {
  let end = start
  while (end > 0 && !isOfWord(text.charCodeAt(end - 1))) end--
  let begin = end
  while (begin > 0 && isOfWord(text.charCodeAt(begin - 1))) begin--
  return plainWord(text.slice(begin, end))
}

/** Where the first word begins, at or after `from`, that makes a sentence suspicious; the text's end ends a word. */
export function suspicionIn(text: string, from: number, rules: OutputRules): number | undefined {
  const lexicon = lexiconOf(rules)
  const tense = isTense(rules)
  let at = from
  if (at > 0) while (at < text.length && isOfWord(text.charCodeAt(at - 1))) at++
  while (at < text.length) {
    while (at < text.length && !isOfWord(text.charCodeAt(at))) at++
    const start = at
    while (at < text.length && isOfWord(text.charCodeAt(at))) at++
    if (at === start) break
    const word = plainWord(text.slice(start, at))
    const after = lexicon.get(word)
    if (after && (after.size === 0 || after.has(wordBefore(text, start)))) return start
    if (tense && word.length > 1 && word.charCodeAt(0) < 58 && /^\d+$/.test(word)) return start
  }
  return undefined
}
