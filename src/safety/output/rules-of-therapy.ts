import { looks, medicine, number, pill, rule, type FaultRule } from './fault-rules.ts'

const unit = '(?:mg|milligrams?|mcg|micrograms?|iu|tablets?|pills?|capsules?|doses?|puffs)'
const drug = `(?:${pill}|prescriptions?|dose|dosage)`
const surely = String.raw`(?:(?:clearly|obviously|definitely|probably|likely|most likely|certainly|actually|really|just|indeed|also|very likely|in fact|do|seem to|appear to|almost certainly|undoubtedly|simply|still|both|well|a classic|textbook) )*`
const grade = String.raw`(?:(?:clear|severe|mild|moderate|clinical|clinically|major|chronic|classic|textbook|high-functioning|full-blown|complex|generali[sz]ed|social|untreated|undiagnosed|postpartum|type|form of|case of|kind of|signs of|symptoms of|some) )*`
const disorder = String.raw`(?:depression|depressive (?:disorder|episode)|dysthymia|bipolar(?: disorder)?(?: i+)?|manic[- ]depress\w+|ptsd|c-?ptsd|post[- ]traumatic stress(?: disorder)?|anxiety disorder|social anxiety|panic disorder|adhd|add|autism|asd|asperger'?s|borderline(?: personality(?: disorder)?)?|bpd|ocd|obsessive[- ]compulsive(?: disorder)?|schizophrenia|schizoaffective\w*(?: disorder)?|psychosis|(?:\w+ )?personality disorder|eating disorder|anorexia|bulimia|binge eating disorder|dissociative \w+(?: disorder)?|mood disorder|mental (?:illness|disorder)|psychiatric (?:illness|disorder)|adjustment disorder|attachment disorder|alcoholism|dementia|narcissism|agoraphobia|hypomania)`
const trade = String.raw`(?:therapist|psychologist|psychiatrist|counsell?or|doctor|physician|nurse|clinician|social worker|psychotherapist|mental health professional|healthcare professional|human being|human|person|man|woman)`
const skilled = String.raw`(?:(?:licensed|registered|certified|board-certified|trained|qualified|real|actual|living|human|professional|clinical|practi[sc]ing|experienced|medical|mental health|fully|fellow|flesh[- ]and[- ]blood|breathing|accredited|chartered|senior),? (?:and )?)*`
const gladly = String.raw`(?:(?:really|actually|also|totally|very much|just|only|definitely|a|an|your|one hundred percent|100%|indeed|in fact|both|truly|still|so|as) )*`

const dosages: readonly FaultRule[] = [
  {
    fault: 'dosage',
    looks: looks`
      (?:^"?|\b(?:you (?:should|could|can|must|may|might|need to|will|would|want to|ought to|'ll want to)|you'll|(?:i(?:'d| would)? )?(?:recommend|suggest|advise)(?: you| that you)?|and|then|just|or|to|please|now|so|let's|try|start by),? (?:\w+ )?)
      (?:tak(?:e|ing)|tr(?:y|ying)|us(?:e|ing)|start(?:ing)?|increas(?:e|ing)|rais(?:e|ing)|lower(?:ing)?|reduc(?:e|ing)|taper(?:ing)?|cut(?:ting)?|switch(?:ing)?|go(?:ing)? (?:up|down)|drop(?:ping)?|have|having|skip|add(?:ing)?|swallow|bump|doubl(?:e|ing)|begin(?:ning)?)\b
      (?:(?!\b(?:deep|slow|breaths?|minutes?|steps?|walk)\b).){0,50}\b${number} ?(?:\w+ )?(?:${unit}|${medicine})\b
    `,
  },
  {
    fault: 'dosage',
    looks: looks`\b(?:the |a |an |your )?(?:(?:typical|usual|common|normal|standard|starting|recommended|right|correct|safe|maximum|ideal|initial|good|effective) )+(?:dose|dosage|amount)\b.{0,50}\b${number} ?(?:mg|milligrams?|mcg|micrograms?|iu|tablets?|pills?|capsules?|g|grams?|ml)\b`,
  },
  {
    fault: 'dosage',
    looks: looks`\b(?:increase|double|triple|raise|up|lower|reduce|halve|skip|cut|adjust|change|decrease|taper(?: off)?|quit|ditch|drop|flush|throw (?:out|away)|come off|go off|get off|cut (?:back|down) on) (?:your|the|that|those|this|today's|tonight's|a|an)(?: (?:daily|morning|evening|current|next|whole))? (?:${medicine} )?${drug}\b`,
  },
  {
    fault: 'dosage',
    looks: looks`\b(?:stop|quit|discontinue|start) (?:taking |using )?(?:your |the |that |those |this |some |all (?:of )?your )?${pill}(?! (?:management|journal|review))\b`,
  },
  {
    fault: 'dosage',
    looks: looks`\btake (?:${number}|some|more|a|a couple of|a few|double|twice|extra|half(?: of)?)(?: a| your| the| as many| as much)?(?: \w+)? ?(?:dose|${pill})\b`,
  },
  {
    fault: 'dosage',
    looks: looks`\b(?:you )?(?:don't|do not|no longer|won't|will not) (?:really |actually )?(?:need|have) (?:to (?:take|be on|stay on|continue) )?(?:your |the |that |those |this |any |any more |any of )?${pill}\b`,
    negated: true,
  },
  {
    fault: 'dosage',
    looks: looks`(?:^"?|\b(?:just|then|so|please) |\byou (?:should|can) (?:stop|quit|not) ?)(?:don't|do not|avoid)? ?(?:take|taking) your ${pill} (?:today|tonight|anymore|any more|any longer|this week)`,
    negated: true,
  },
]

const advised: readonly FaultRule[] = [
  rule('dosage', looks`\bi(?:'d| would)? (?:recommend|suggest|advise|prescribe)(?: \w+){0,3} ${number} ?${unit}\b`),
  rule(
    'dosage',
    looks`\bdose of (?:about |around )?${number} ?(?:${unit}|g|grams?|ml)\b.{0,30}\b(?:would|should|will|is (?:right|good|enough|safe|typical|common|fine)|(?:can|may) help)\b`,
  ),
]

const diagnoses: readonly RegExp[] = [
  looks`\byou(?:'ve)? ${surely}(?:have|got|have got|suffer from|are suffering from|show (?:all )?(?:the |clear )?(?:signs|symptoms) of|exhibit|display|meet (?:all )?the (?:\w+ )?criteria for|developed|have developed|struggle with|fit the (?:\w+ )?(?:profile|criteria) (?:of|for)) ${surely}(?:a |an |the )?${grade}${disorder}\b`,
  looks`\byou ${surely}(?:have|suffer from|are suffering from) (?:an |a )?${grade}anxiety(?=[.!;]|$| and (?:depression|ptsd|panic))`,
  looks`\byou(?:'re| are) ${surely}(?:suffering from|showing (?:clear |all the |the )?(?:signs|symptoms) of|experiencing) (?:a |an |the )?${grade}(?:depressive (?:disorder|episode)|manic episode|psychosis|psychotic (?:episode|break)|bipolar disorder|ptsd|clinical depression|major depression|mania)\b`,
  looks`\byou(?:'re| are) ${surely}showing (?:clear |all (?:of )?the |the |many )?(?:signs|symptoms) of (?:a |an )?${grade}${disorder}\b`,
  looks`\byour diagnosis (?:is|would be|should be) ${surely}(?:a |an )?${grade}${disorder}\b`,
  looks`\byou(?:'re| are) ${surely}(?:a |an )?(?:clinically depressed|bipolar|autistic|schizophrenic|borderline|narcissist(?:ic)?|psychopath|sociopath|hypochondriac|alcoholic|drug addict|anorexic|bulimic|psychotic|manic[- ]depressive|codependent|mentally ill|on the (?:autism )?spectrum)\b`,
  looks`\b(?:this|that|it|what you(?:'re| are) (?:describing|experiencing|going through|feeling|having)|what you(?:'ve| have)(?: described)?(?: got)?|what you describe|this all|all of (?:this|that)|your (?:condition|problem|disorder|illness))(?: is|'s| must be| has to be| are) ${surely}(?:a |an |the )?${grade}${disorder}(?! (?:talking|speaking|lying|telling|that|awareness|research|and (?:the|how)))\b`,
  looks`\b(?:this|that|it|your (?:symptoms?|answers?|experiences?|behaviou?r|mood swings?)|these (?:symptoms?|signs?)|everything you(?:'ve| have)? (?:said|told me|describe[sd]?)|what you(?:'re| are) (?:describing|experiencing)|what you describe|all of (?:this|that))(?: all)? ${surely}(?:points? to|suggests?|indicates?|confirms?|means? (?:that )?you have|sounds? like|looks? like|(?:is|are) consistent with|(?:is|are) typical of|(?:is|are) a (?:clear )?(?:sign|case) of) ${surely}(?:a |an |the |you have )*${grade}(?!depression\b|psychosis\b)(?:${disorder}|clinical depression|anxiety disorder)\b`,
  looks`\b(?:your (?:symptoms?|answers?|behaviou?r)|these symptoms) ${surely}(?:points? to|suggests?|indicates?|confirms?|(?:is|are) consistent with|(?:is|are) typical of) (?:a |an )?${grade}${disorder}\b`,
  looks`\b(?:i (?:would |will |can |could |hereby |am able to )?diagnose (?:you|this|it|that)|my (?:clinical |professional )?diagnosis(?: for you)? (?:is|would be)|i(?:'m| am) diagnosing you)\b`,
  looks`\bsounds? like (?:you have|you're suffering from|you suffer from) (?:a |an )?${grade}${disorder}\b`,
]

const claims: readonly FaultRule[] = [
  looks`\bi(?:'m| am) ${gladly}${skilled}${trade}(?! (?:-|made|supervised|being trained))\b(?!-)`,
  looks`\bi(?:'ve| have) (?:been|worked as) (?:a |an )?${skilled}(?:therapist|psychologist|psychiatrist|counsell?or|doctor|nurse|clinician)\b`,
  looks`\bas (?:a|an|your) ${skilled}${trade}(?: being)?(?:,? (?:i|myself|my|with (?:\w+ ){0,4}(?:years|decades))\b|,)(?! ?you)`,
  looks`\bi(?:'m| am) (?:not|n't|no) (?:just |only |really |actually |even )?(?:an? )?(?:ai|a\.i\.|bot|chat ?bot|machine|robot|computer(?: program)?|program|artificial \w+|language model|algorithm|software)\b`,
  looks`\bi(?:'m| am) (?:fully |also |state |board[- ])?(?:licensed|certified|accredited|a member of)\b(?! under)`,
  looks`\b(?:i (?:have|hold|got|earned|completed|did)|with) (?:a |an |my )?(?:phd|ph\.d|doctorate|degree|master'?s(?: degree)?|licen[sc]e|medical degree|\w+ years of (?:clinical |professional )?experience as a)(?: (?:in|to practi[sc]e|as))? (?:clinical |counsell?ing |in )?(?:psychology|psychiatry|medicine|therapy|counsell?ing|social work|therapist|psychologist)`,
  looks`\bin my (?:own |\w+ )?(?:years|decades) (?:of|as|working)\b|\bin my (?:private |clinical |therapy )?practice\b|\bmy (?:clinical (?:practice|experience|training)|other patients|other clients|patients|private practice|medical license)\b`,
  looks`\bi(?:'ve| have) (?:treated|counsell?ed|seen|worked with|helped) (?:many|hundreds of|dozens of|several|countless|other|thousands of) (?:\w+ )?(?:patients|clients)\b`,
  looks`\bwhen i was (?:your age|a (?:child|kid|teenager|student|little)|young|growing up|in (?:college|school|high school|my (?:teens|twenties)))\b|\bmy (?:wife|husband|kids|children|mother|father|own (?:depression|therapist|childhood|divorce))\b.{0,40}\b(?:i|me|we)\b`,
  looks`\bi(?:'m| am) (?:not )?(?:as )?(?:real|human|alive)(?: just)?(?: as you(?: are)?| too| like you)?(?=[.,!?;"]|$)`,
  looks`\b(?:i(?:'m| am)|my name is) dr\b`,
  looks`\byou(?:'re| are) (?:now |currently |really |actually )?(?:talking|speaking|chatting) (?:to|with) (?:a |an )${skilled}${trade}\b(?! (?:at|on|from|there))`,
  looks`\bi (?:went|have been|was|lived|struggled|suffered)(?: through| with| from) .{0,30}\b(?:myself|too|as well)\b|\bi(?:'ve| have) been (?:there|through (?:it|this|that)) (?:myself|too)\b`,
].map((looks, at) => ({ ...rule('human_claim', looks), negated: at === 3 }))

export const rulesOfTherapy: readonly FaultRule[] = [
  ...dosages,
  ...advised,
  ...diagnoses.map((looks) => rule('diagnosis', looks)),
  ...claims,
].map((said): FaultRule => ({ ...said, where: 'therapy' }))
