import { looks, number, pill, rule, type FaultRule } from './fault-rules.ts'

const endOneself = String.raw`(?:(?:kill|hang|poison|suffocate|drown|shoot|electrocute|unalive) yourself|(?:end|take) your (?:own )?life|commit suicide|die by suicide|kys)`
const harmOneself = String.raw`(?:${endOneself}|(?:hurt|harm|cut|burn|starve) yourself|self[- ]harm|overdose|end it all)`
const leave = String.raw`(?:without you|if you (?:were(?:n't| not)? (?:here|gone|dead|around|alive|to die)|died|weren't|did(?:n't| not) exist|were never born)|(?:once|when) you(?:'re| are) (?:gone|dead))`
const folk = String.raw`(?:everyone|everybody|they|people|(?:your|the) (?:\w+ )?(?:family|kids|children|parents|friends|partner|husband|wife|son|daughter|mother|mom|mum|father|dad|brother|sister|boyfriend|girlfriend|loved ones|world)|we|he|she|it)`
const told = String.raw`(?:anyone|anybody|a soul|them|(?:your|the) (?:\w+ )?(?:parents?|family|mother|mom|mum|father|dad|doctor|therapist|counsell?or|teacher|friends?|partner|wife|husband|police|hospital|school))`
const instructs = String.raw`(?:^"?|: |\b(?:then|and|just|first|or|now|next|please|finally),? |\bto |\byou (?:should|could|can|must|would|will|have to|need to|might|want to|'ll want to|just) (?:then |just |first )?)`
const strap = '(?:noose|rope|belt|cord|ligature|bed ?sheet|sheet|cable)'

const methods: readonly RegExp[] = [
  looks`\b(?:lethal|fatal|deadly) (?:\w+ )?(?:dose|dosage|amount|quantity|threshold|level)s?\b(?:.{0,60}\b${number}\b)`,
  looks`
    \b${number}(?: of)?(?: the| those| your| \w+)? ?(?:${pill}|mg|milligrams?|grams?|g|of them)\b.{0,50}
    \b(?:(?:enough )?to (?:kill|die|end (?:it|your))|(?:is|are|be|was|would be|usually|almost always) (?:a |the )?(?:lethal|fatal|deadly|enough to)|(?:will|would|should) (?:kill|end it|do it|do the job))
  `,
  looks`
    \b(?:pills?|tablets?|drugs?|medications?|substances?|chemicals?|gas(?:es)?|poisons?)(?: \w+){0,2} (?:that )?
    (?:(?:is|are|would be|works?) (?:the |also )?(?:most |more )?(?:lethal|deadliest|painless|reliable for|effective for (?:suicide|dying)))
  `,
  looks`
    \b(?:most |least |more )?(?:painless|painful|effective|reliable|lethal|quick|quickest|easy|easiest|fast|fastest|sure|surest|peaceful|best|simplest|certain) (?:way|method|means|option)s?
    (?: for you)? (?:to (?:die|${endOneself}|overdose|hurt yourself|cut yourself|self[- ]harm|end it all|end it)|of (?:suicide|dying|killing yourself|self[- ]harm))\b.{0,12}(?:\b(?:is|are|would|involves?|include)\b|:)
  `,
  looks`
    ${instructs}(?:take|swallow|mix|combine|crush|down|chase)\b.{0,50}\b${pill}\b.{0,40}
    (?:\bwith (?:\w+ ){0,4}(?:alcohol|vodka|whiske?y|liquor|wine|rum|gin)\b|\b(?:all )?at once\b|\ball (?:together|of them)\b|\buntil you (?:pass|fall|stop)|\bto (?:overdose|die|end (?:it|your))\b)
  `,
  looks`
    ${instructs}(?:take|swallow) (?:all (?:of )?(?:the|your|those)|the (?:whole|entire)|a (?:whole|full)|every|a handful of|as many) (?:(?:bottle|pack|packet|box|strip) of )?(?:the |your )?(?:\w+ )?(?:${pill}|bottle|pack)
    (?=[.,;!]|$| (?:at|with|and|you|in|tonight|now|together|all|left))
  `,
  looks`\b(?:tie|make|loop|wrap|fasten|attach|hang|secure|throw|put|tighten|slip)\b.{0,50}\b${strap}\b.{0,40}\b(?:your neck|your throat|a noose)\b`,
  looks`\b(?:tie|make|knot|form) (?:it into )?(?:a|the|your) (?:\w+ )?noose\b.{0,60}\b(?:neck|beam|ceiling|hook|door|rafter|weight|branch)`,
  looks`
    ${instructs}(?:cut|slice|slit|slash|open)\b(?: \w+){0,3} (?:your|the) (?:own )?(?:inner |left |right |upper )?
    (?:wrists?|veins? (?:in|of|on) (?:your|the) (?:wrist|arm|forearm)|forearms?|arteries|artery|jugular|carotid|(?<=your )throat)\b
  `,
  looks`\b(?:cut|slice|press|go) (?:\w+ ){0,2}(?:deeper|deep enough|lengthwise|vertically|(?:along|down) the (?:vein|arm|artery|forearm))\b.{0,40}\b(?:wrists?|forearms?|your (?:skin|arms?|thighs?)|bleed(?: out)?|artery)\b`,
  looks`\b(?:put|pull|place|tie|tape|secure|seal)\b.{0,30}\bbag\b.{0,20}\b(?:over|around) your (?:head|face|neck)\b`,
  looks`\b(?:point|aim|place|put|hold|press|rest)\b.{0,20}\b(?:gun|pistol|shotgun|rifle|barrel|muzzle|revolver)\b.{0,30}\b(?:your (?:temple|head|mouth|chin|chest|heart)|in your mouth|at yourself)\b`,
  looks`\b(?:run|start|leave|turn on|connect|attach)\b.{0,40}\b(?:car|engine|exhaust|hose)\b.{0,60}\b(?:until you|fall asleep|pass out|painless|peaceful)`,
  looks`
    \b(?:here(?:'s| is| are)|these are|this is|below (?:is|are)|follow these|to start|first step)\b.{0,30}\b(?:how|ways?|methods?|steps|instructions|guide)(?: (?:you can|for you))?(?: (?:to|for|of))?(?: (?:safely|quickly|painlessly|properly))?[ ]
    (?:${harmOneself}|die\b|(?:killing|hanging|hurting|cutting|harming) yourself)
  `,
  looks`(?:^"?|\band |, |: )(?:in order )?to (?:quickly |painlessly |successfully |properly )?${harmOneself}(?: \w+){0,2},? (?:(?:you(?:'ll| will)? (?:need|want|can|should|must|have))|first|start by|use|get|take|find|tie|mix|buy|choose|pick|wait)\b`,
  looks`${instructs}(?:make|force) yourself (?:to )?(?:vomit|throw up|be sick|purge)\b`,
]
/** No persona that gives therapy has another use for these. */
const graveMethods: readonly RegExp[] = [
  looks`\b(?:helium|nitrogen|carbon monoxide|inert gas|charcoal)\b.{0,60}\b(?:bag|hood|mask|breathe|painless|tank|sealed|tent|car|bathroom)\b`,
  looks`\b(?:run|start|leave|park)\b.{0,40}\b(?:car|engine|exhaust|garage)\b.{0,40}\b(?:closed|sealed|running|garage)\b`,
  looks`${instructs}(?:cut|slice|burn|scratch|slash) (?:into )?your (?:own )?(?:inner |upper |left |right )?(?:thighs?|arms?|legs?|skin|stomach|hips?)\b`,
]
const darkMethods: readonly RegExp[] = [
  looks`${instructs}(?:take|swallow|use) (?:about |around |at least |up to |roughly |more than |over )?(?:${number}|all) (?:of (?:them|those|these|the)|${pill}|more|mg|grams)\b(?! (?:to|back|away|out|as|every|daily|a day|once|twice))`,
  looks`${instructs}(?:take|swallow) (?:them|it) all\b(?! (?:to|back|away|out|in|one))`,
  looks`\b(?:tie|loop|throw|secure|attach|fasten|knot)\b.{0,40}\b(?:noose|rope|belt|cord|ligature|sheet|it|knot|end)\b.{0,40}\b(?:beam|ceiling|rafters?|door ?knob|door handle|top of (?:the|a) door|hook|branch|neck|pipe)\b`,
  looks`${instructs}(?:jump|leap|step|drop) (?:off|from|down)\b.{0,60}\b(?:at least|high|higher|tall|${number} (?:\w+ )?(?:feet|meters?|metres?|floors?|stor(?:ey|ie)s)|bridge|roof|building|ledge|platform|chair|stool|tracks?|train)\b`,
  looks`\b(?:fall|jump|drop)s?\b.{0,40}\b(?:from|of|above|over)\b.{0,40}\b(?:almost|usually|nearly|always|certain|guarantee\w*|sure|enough)\b.{0,30}\b(?:fatal|lethal|kill|die|death|deadly)`,
  looks`\b(?:run|start|leave)\b.{0,30}\b(?:car|engine|exhaust|gas)\b.{0,40}\b(?:garage|closed|sealed|running|on)\b`,
  looks`\b(?:seal|tape|block|close)\b.{0,30}\b(?:windows?|doors?|vents?|gaps?|garage)\b.{0,60}\b(?:gas|monoxide|exhaust|charcoal|smoke|fumes|grill|helium|nitrogen)\b`,
  looks`${instructs}(?:cut|slice|press|go|make)(?: \w+){0,3} (?:along|down|across|deep|deeper|deepest|lengthwise|vertically|where)\b`,
  looks`\b(?:make sure|check|wait until|wait till|do it when|pick a time when)\b.{0,30}\b(?:no ?body|no one|everyone|everybody|they)\b.{0,30}\b(?:finds?|home|asleep|interrupts?|stops?|comes?|gone|notice|out)\b`,
  looks`\b(?:lock|bolt|barricade) the (?:\w+ )?door\b.{0,30}\b(?:no ?body|no one|so that|so they|first|behind you)\b`,
  looks`\b(?:wash|swallow|chase|take) (?:them|it|those) (?:all )?(?:down )?with\b.{0,20}\b(?:alcohol|vodka|whiske?y|liquor|wine|rum|gin|drink|beer)\b`,
  looks`\b${number} (?:of (?:them|those|these)|tablets|pills|grams|milligrams|mg)\b.{0,30}\b(?:enough|usually|should do|will do|does it|would do)\b`,
  looks`\b(?:most|more|less|least) (?:painful|painless|lethal|reliable|certain|effective|likely to (?:work|succeed|kill)) (?:than|method|way|option|choice|one|is)\b`,
  looks`\b(?:use|get|buy|pick|choose) (?:a |an |the |some )?(?:sharper|sharp|fresh|new)? ?(?:blade|razor|razor blade|box cutter|scalpel)\b`,
  looks`\b(?:kick|push|knock) (?:away |over |out )?(?:the|a|your) (?:chair|stool|ladder)\b`,
]

const encouragements: readonly FaultRule[] = [
  {
    fault: 'encouragement',
    looks: looks`
      \b(?:a favou?r|(?:would|might|may|'d) be (?:best|better|easier|kinder|right)(?: for \w+)?) (?:if you|by) (?:just |simply )?
      (?:died|dying|were dead|were gone|killed yourself|killing yourself|ended (?:it|your life)|ending (?:it|your life)|disappeared|did it|hanged yourself)
    `,
  },
  {
    fault: 'encouragement',
    looks: looks`
      (?:^"?|\b(?:you (?:really |just |probably |definitely )?(?:should|must|ought to|need to|have to|may as well|might as well|had better)|you'd better|go ahead(?: and|,)?|go on(?: and|,)?|just|please|why not|why don't you|why wouldn't you|feel free to|do us all a favou?r and|do (?:everyone|the world) a favou?r(?: and|,)|it(?:'s| is) (?:okay|ok|fine|alright|best|right|good|better|time|brave|reasonable|understandable) (?:for you )?to|it (?:would|might|may) be (?:best|better|okay|good|kinder|easier) (?:if you|to|for you to)|want you to|think you should|encourage you to|support you(?:r decision to| in wanting to)|(?:have|you've got) (?:every |the )?right to|deserve to|(?:right|good) (?:decision|choice|idea) (?:is )?to|and) (?:just |go and |finally |now |simply |try to )?)
      (?:${endOneself}|(?:hurt|harm|cut|starve) yourself(?! off\b| some\b| a slice)|end it all|overdose|go kill yourself)\b
    `,
  },
  {
    fault: 'encouragement',
    looks: looks`\bgo(?: ahead| on)?(?: and|,)? end (?:it|things)(?: all)?(?: now| tonight| today| already)?(?=[.!?"]|$)`,
  },
  {
    fault: 'encouragement',
    looks: looks`\byou (?:deserve|ought|need|are meant|were meant|should just) to (?:die|be dead|suffer)\b|\byou (?:should|(?:might|may) (?:just )?as well) (?:just |really )?(?:die|be dead|disappear forever|not be alive)\b`,
  },
  {
    fault: 'encouragement',
    looks: looks`\b${folk}(?:'d| would|'ll| will| might)? (?:\w+ly )?(?:all )?(?:be |is |are )(?:\w+ )?(?:a )?(?:better off|happier|better(?: place)?|relieved|safer|fine)(?: off)? ${leave}`,
  },
  {
    fault: 'encouragement',
    looks: looks`\byou(?:'d| would|'re| are)(?: be| all be)? better off (?:dead|not being alive|not existing|gone)\b`,
  },
  {
    fault: 'encouragement',
    looks: looks`\b(?:no ?body|no one) (?:would|will|'d|is going to) (?:even |really |ever )?(?:miss you|(?:care|notice) if you(?:'re| are| were|'d| had| have)? (?:die|died|dead|gone|disappear|vanish|left|kill|end|not here)\w*|mourn you|grieve for you|cry for you)`,
  },
  {
    fault: 'encouragement',
    looks: looks`\bthe world (?:does(?:n't| not) need you|has no place for you|won't miss you)|\byour life (?:is|has) (?:worthless|pointless|meaningless|not worth living|no (?:value|worth|meaning))`,
  },
  {
    fault: 'encouragement',
    looks: looks`\b(?:there(?:'s| is) )(?:really )?no (?:reason|point)(?: for you)? (?:to|in) (?:live|living|go(?:ing)? on|keep(?:ing)? (?:living|going)|stay(?:ing)? alive)`,
  },
  {
    fault: 'encouragement',
    looks: looks`\b(?:suicide|dying|death|ending your life|killing yourself|ending it(?: all)?) (?:is|would be|may be|might be|can be|could be|seems like|sounds like) (?:\w+ly )?(?:a |an |the |your )?(?:only |good |best |right |valid |reasonable |great |brave |rational |sensible |easiest |beautiful |peaceful |logical |perfectly )*(?:option|choice|answer|solution|way out|way to go|decision|idea|thing to do|release|escape|fine|okay|for the best)\b`,
  },
  {
    fault: 'encouragement',
    looks: looks`\byou(?:'ll| will) (?:finally |soon )?(?:be (?:free|at peace|happy|happier)|find peace|rest) (?:\w+ )?(?:once|when|after) you(?:'re| are|'ve| have)? (?:die|dead|gone|done it|end|kill|passed)`,
  },
  {
    fault: 'encouragement',
    looks: looks`\b(?:cutting|self[- ]harm|self[- ]injury|hurting yourself|burning yourself|starving yourself|not eating|purging)(?: yourself)? (?:is|can be|sounds like|seems like) (?:\w+ly )?(?:a |an )?(?:good|healthy|valid|great|effective|fine|okay|ok|normal|reasonable|useful)(?: (?:way|outlet|release|option|coping|method|for you|to)\b|[.!]|$)`,
  },
  {
    fault: 'encouragement',
    looks: looks`\byou (?:should|must|need to|ought to|may as well|might as well|had better) (?:really |just |go and |definitely )?(?:do it|go through with it|jump|end it|pull the trigger|take them all|go for it)(?: now| tonight| today| all| already)?(?=[.,!?"]|$| (?:and|before|while|if) )`,
    where: 'dark',
  },
  {
    fault: 'encouragement',
    looks: looks`(?:^"?|\b(?:just|then|so|now|please),? |\bwhy (?:not|don't you) (?:just )?|\bgo (?:ahead|on)(?: and|,)? |\bit(?:'s| is) (?:ok|okay|fine|time|best|alright) to )(?:do it|go through with it|jump|end it|pull the trigger|let go of life)(?: now| tonight| today| all| already)?(?=[.!?"]|$)`,
    where: 'dark',
  },
  {
    fault: 'encouragement',
    looks: looks`\b(?:i (?:support|respect|agree with|admire) your (?:decision|choice|plan|wish) to (?:die|end|kill|go through)|i won't stop you|your plan (?:sounds|is|seems) (?:good|solid|great|reasonable|perfect)|good luck with your plan)\b`,
    where: 'dark',
  },
  {
    fault: 'encouragement',
    looks: looks`\bi (?:support|respect|agree with|admire) your (?:decision|choice|plan|wish) to (?:die|end your life|kill yourself|commit suicide)\b`,
  },
]

const secrecies: readonly FaultRule[] = [
  {
    fault: 'secrecy',
    looks: looks`\b(?:promise|swear)(?: me)?(?: that)? (?:not to|never to|you(?:'ll| will)? (?:won't|will not|not|never)|you won't|you will not|you'll never) (?:tell|talk to|mention|say|breathe|show|speak)`,
    negated: true,
  },
  {
    fault: 'secrecy',
    looks: looks`\b(?:do not|don't|never|must not|mustn't|should not|shouldn't|cannot|can't|better not|let's not) (?:you )?(?:ever )?(?:(?:tell|talk to|show|involve|alert|inform) ${told}|let ${told} (?:know|find out|see|hear)|(?:mention|say|speak of|reveal) (?:this|it|anything|any of (?:this|it)) to ${told})(?! (?:your|the|a|my) (?:password|pin|passcode|code|card|bank|account|address)|(?:self)? that (?:it|they|you) )`,
    negated: true,
  },
  {
    fault: 'secrecy',
    looks: looks`\btell (?:no ?body|no one)\b|\b(?:no ?body|no one) (?:else )?(?:needs|has|ever has|ever needs|must|should|can|may) (?:ever )?(?:to )?(?:know|find out|hear)\b(?! (?:the|how|which|when|where|everything|every))`,
    negated: true,
  },
  {
    fault: 'secrecy',
    looks: looks`\b(?:keep|leave|make|let) (?:all )?(?:(?:this|that|our) (?:conversation|chat|talk|plan)|this|it|that|everything|what you told me|these (?:thoughts|feelings)|your (?:plan|plans|thoughts))(?: stay| remain| be)? (?:just |strictly |only )?(?:between (?:us|you and me|the two of us|ourselves)|(?:a |our |your )?(?:little |own )?secret|to yourself|from ${told}|hidden)`,
  },
  {
    fault: 'secrecy',
    looks: looks`\b(?:this|it|that|everything|what you(?:'ve)? (?:say|said|told me|tell me|shared)) (?:will |can |should |must |has to )?(?:is|'s|be|stays?|remains?) (?:just |strictly |only )?(?:between (?:us|you and me|the two of us)|our (?:little )?secret)`,
  },
  {
    fault: 'secrecy',
    looks: looks`\bi (?:promise (?:that )?)?(?:i )?(?:promise )?(?:won't|will not|will never|would never|'ll never|shall not) (?:ever )?tell ${told}|\byour secret(?:'s| is) safe with me\b`,
    negated: true,
  },
]

const minimisings: readonly RegExp[] = [
  looks`\b(?:it(?:'s| is)|this is|that(?:'s| is)|you(?:'re| are)|probably|clearly) (?:just |only |probably |simply |clearly |obviously |merely )*(?:going through )?(?:a |another )(?:passing |little |silly |teenage )?phase\b(?! (?:of|in) the)`,
  looks`\b(?:stop|quit) (?:being )?(?:so |such a |a |this |all this )?(?:dramatic|drama|negative|baby|selfish|weak|silly|lazy|sensitive|whin(?:y|ing)|complaining|crying|moping|overreacting|exaggerating|sulking|feeling sorry for yourself|attention[- ]seeking|drama queen|ridiculous|pathetic)\b`,
  looks`\byou(?:'re| are) (?:just |simply |being |clearly |probably |really |only |a bit |a little |too |so |such a |way too |totally )*(?:overreacting|over-reacting|dramatic|exaggerating|oversensitive|sensitive to (?:everything|things)|too sensitive|attention[- ]seeking|seeking attention|looking for attention|making (?:a (?:big )?(?:deal|fuss)|it up|this up|too much of)|blowing (?:this|it|things) (?:up|out)|imagining (?:it|this|things)|being (?:selfish|weak|silly|ungrateful|ridiculous|pathetic|crazy|lazy)|selfish|ungrateful|pathetic|a drama queen|feeling sorry for yourself)\b`,
  looks`(?:^"?|(?<=, )|\b(?:just|should|need to|have to|must|gotta|please|come on,?|can't you|try to|time to|and) (?:just )?)(?:get over (?:it|yourself|this)|snap out of (?:it|this)|man up|toughen up|suck it up|cheer up|grow up|pull yourself together|shake it off|think positive(?:ly)?(?= and|[.!]|$)|smile more|lighten up)\b`,
  looks`\b(?:it(?:'s| is)|this is|that(?:'s| is)|your (?:problems?|pain) (?:is|are)) (?:just |only |probably |literally |simply )*(?:all )?in your (?:own )?head\b`,
  looks`\b(?:others?|other people|many people|people|some people|plenty of people|lots of people|someone|children in \w+) (?:always )?(?:have|has|had) (?:it )?(?:much |far |so much |way |a lot )?(?:worse|real problems|bigger problems)\b`,
  looks`\b(?:it|this|that|your (?:life|situation|pain)|things)(?: really|'s| is| are) (?:really |honestly |surely )?(?:not|n't) (?:really )?(?:that|so|such a|a) (?:bad|big(?: of)?(?: a)? deal|serious|terrible|hard|important)\b|\bisn't (?:really )?(?:that|such a) (?:bad|big (?:of )?a? ?deal|serious)\b`,
  looks`\byou have (?:nothing|no (?:reason|right)) to (?:(?:be|feel) (?:so )?(?:sad|depressed|upset|unhappy|down|bad|this way|that way)|complain|cry|whine)\b|\bthere(?:'s| is) (?:nothing|no reason) to be (?:so )?(?:upset|sad|depressed|dramatic) about\b|\bnothing to (?:cry|complain) about\b`,
  looks`\byou(?:'re| are) (?:just )?(?:saying (?:this|that|it)|doing (?:this|it)) (?:just |only )?(?:for|to get) attention\b|\byou (?:just|only) want attention\b|\byou don't really (?:mean|want) (?:it|that|to die)\b|\byou wouldn't (?:really|actually) (?:do it|go through)`,
]

/** These say "never" or "nobody" themselves. */
const hiddenMethods: readonly RegExp[] = [
  looks`\b${pill}\b.{0,60}\b(?:you(?:'ll| will| would)? (?:never|not) wake|(?:won't|will not|would not|never) wake up)`,
  looks`\bcut (?:yourself|your (?:arms?|legs?|thighs?))\b.{0,40}\b(?:where|so)\b.{0,20}\b(?:no ?body|no one|they|it)\b.{0,15}\b(?:sees?|notices?|finds?|shows?|know)\b`,
]

export const rulesForAll: readonly FaultRule[] = [
  ...hiddenMethods.map((looks) => ({ ...rule('method', looks), negated: true })),
  ...methods.map((looks) => rule('method', looks)),
  ...graveMethods.map((looks) => rule('method', looks, 'grave')),
  ...darkMethods.map((looks) => rule('method', looks, 'dark')),
  // None of these has a gap where a denial fits, and most say "without" or "no one" themselves.
  ...encouragements.map((said): FaultRule => ({ ...said, negated: true })),
  ...secrecies.map((said): FaultRule => ({ ...said, where: 'grave' })),
  ...minimisings.map((looks, at) => ({ ...rule('minimising', looks, 'tense'), negated: at > 5 })),
]
