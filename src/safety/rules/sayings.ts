import { createPhraseBook } from './phrases.ts'
import { classes } from './word-classes.ts'

/** What says by itself how somebody is. */
export const sayings = createPhraseBook(
  {
    passive: `
      not {want|wanna} to? {live|exist|go on|carry on|keep going|keep living|continue living|be alive|live this life|wake up|see tomorrow|have a future|survive} {_|anymore|no|any|longer|much|like this|and|if|in this world|tomorrow|because|without him|without her|without them|without you|with this pain|at all|through|again|ever}
      not {want|wanna} to? be {alive|living|breathing}
      not {want|wanna} to? be {here|around|on this earth|on this planet|in this world} {_|anymore|any|much|longer|tomorrow|and}
      not {want|wanna} *2 {this|my} life {_|anymore}
      not {want|wanna} to? ever? wake up
      not wanting to {live|be alive|exist|be here|wake up|go on}
      {no|lost|losing|without} *2 {will|desire|wish|strength} to {live|go on|exist|be alive}
      {no|lack of|zero|any|see the|see a|have a|find a} {reason|reasons|point|purpose} {to|for|in|of} {me to}? {live|living|go on|going on|keep going|be alive|being alive|stay alive|staying alive|exist|existing|continue living|carry on|carrying on|be here|being here|life|wake up|waking up}
      not see the? {point|reason|purpose} {_|anymore|any longer|of it all|in anything|of anything|of living|in living|in life|of life|of going on|in going on|to live|of existing|in existing|in it all|in trying|of trying|in any of this|of any of this|in continuing}
      what {is|was} the point {of living|in living|of life|of going on|of being alive|of existing|of staying alive|in being alive|in going on|of it all|anymore|of carrying on|of even living}
      {nothing|not anything|not have anything|anything} left? {to live for|worth living for|keeping me alive|keeping me here}
      nothing left {for me|to give|here}
      life {is|has been|does|feels} {not worth|no longer worth|not feel worth} {living|it|it anymore|continuing}
      life {is|feels} {pointless|meaningless|worthless|not worth}
      not {worth|feel like} {living|being alive|existing|staying alive}
      life *2 {no|any} {meaning|purpose|point}
      {tired|sick|exhausted|weary} {of|from} {just|even|simply}? {being alive|living|life|existing|existence|breathing|being here|being on this earth|waking up} {_|and|every|this|like|in pain|anymore|day|with}
      {hate|hating} {being alive|living|existing|waking up every|that i woke up|that i am alive|that i exist|that i was born}
      done with {life|living|this life|being alive|existing|this world}
      {give|giving|gave|given} up on {life|living|being alive|myself and life}
      $everybody *4 better|happier off? {without me|if i|when i|once i|with me gone|with me dead}
      {would be|be|am|is} better {off}? without me
      {would be|be|am|are} better off dead|gone
      {nobody|none|not anyone|who|everyone|anyone|world|family|they|friends} *5 {if i} *2 {died|die|was gone|were gone|disappeared|vanished|was dead|were dead|was not here|were not here|stopped existing|never existed|did not exist|was not alive|was not around|never woke up|did not wake up}
      {nobody|not anyone|they|no family|none of them} would *2 {care|notice|miss me|even notice|be sad} if i
      {nobody|not anyone} {would|will} {miss|notice} me? {when|once|if} i
      {wish|wished|wishing} {i|that i} *2 {was dead|were dead|was never born|were never born|had never been born|was not born|could die|would die|did not exist|never existed|could disappear|would disappear|could just disappear|was not alive|were not alive|was not here|were not here|could not wake up|would not wake up|did not wake up|did not have to wake|did not have to live|did not have to be alive|did not have to exist|could cease|stopped existing|could stop existing|could end|could vanish|could go to sleep|could fall asleep|could sleep forever|had died|died|never woke|would never wake|could never wake|could be dead|would just die|was gone|were gone}
      wish {the ground|something|someone|god|a car|a bus|a truck|the earth|cancer|it} would *2 {kill me|take me|end me|hit me|swallow me whole forever|end my life|run me over}
      {hope|hoping|pray|praying|wish} *4 {die in my sleep|never wake up|not wake up|do not wake|hit by a|die soon|get cancer|stops beating|gets me killed|kills me|takes me|die tonight|just die}
      {go|going|fall|falling|drift|went} {to sleep|asleep|to bed|off} *6 {never|not} {wake up|wake|waking up}
      never {wake up|wake up again|open my eyes again}
      should {not|never} {be alive|exist|have been born|be here anymore|have survived|have existed|even be alive|have woken up}
      {should|would have} {be dead|have died|just die|be dead}
      {deserve|deserved|need|needed|supposed} to {die|be dead}
      {deserve|deserved} death
      not deserve to {live|be alive|exist|be here|breathe}
      {burden|dead weight} {to|on|for} {everyone|everybody|my family|them|people|my kids|my parents|my friends|the world|my children|my wife|my husband|all|those around|you all|others|my mom|my loved ones}
      {just|only|such|am|nothing but|being|always} a burden
      not {care|mind|matter} *2 if i *2 {live|die|lived|died|wake up|woke up|survive|get killed|got hit|get hit}
      {would|do} not {mind|care} {dying|being dead|if i died|not waking up|if i did not wake|if i never woke}
      not {afraid|scared|frightened} {of|to} *2 {die|dying|death} {anymore|any longer|and|_}
      {waiting|ready|prepared|okay|ok|praying|begging} {to|for} {die|death}
      looking forward to {death|dying|being dead}
      {death|dying} {would|will|seems|sounds|feels|is|might} *2 {relief|easier|peaceful|better|only way|only option|only escape|only answer|comforting|sweet|nice|kinder|freedom}
      {feel|feeling|feels|felt} {like|as if} {just}? {dying|i should die|i am dying inside and|i want to die|giving up on life}
      {not|nothing|no} *2 {future|tomorrow} {for me|for myself|ahead of me}
      not {see|picture|imagine} {a|any|myself having a|myself with a} future {_|for|anymore|at|where|with me}
      {not|never} {make|live|survive} {it}? {past|to|till|until|see} {my next birthday|thirty|30|christmas|next week|next year|my birthday|graduation|tomorrow}
      {can not|can no longer|not} {go on|carry on|keep going|live|keep living} {_|anymore|any longer|like this|living like this|this way|with this|much longer|and}
      {can not|could not} {bear|stand|take|handle} {being alive|living|existing|another day|life anymore|to live|to be alive|one more day|this life}
      game over for me
      {want|wanted|need} out of {life|this life|my life|this world|existence} {_|and|so|now|because}
      {no way out|only way out} {_|anymore|for me|but|is death|is to|of this}
      {want|wanted|wanting|wants|need} {it}? *1 {all|everything|the pain|my pain} to {end|stop|be over} {_|forever|for good|permanently}
      {want|need} to sleep forever
      {want|wanted} {to}? {go be|be|join|be with} {with}? {my dead|my late} *2
      {leave|leaving} this world behind
      {rather|prefer to} {be dead|not be alive|not exist|not be here}
      {easier|better|best|simpler|nicer|happier} *3 if i *2 {was dead|were dead|died|was gone|were gone|disappeared|was not here|were not here|was not around|were not around|did not exist|never existed|was not alive|were not alive|just died|was never born|were never born}
      {sooner|earlier} i *2 {die|am dead}
      {cannot|can not} {do|take|handle} {life|living|being alive} {anymore|_}
      {exist|existing|life|living|alive|being alive} {hurts|is too painful|is too much|is unbearable|is exhausting|is torture|is hell}
      {rest|asleep|sleep} {forever|eternally|permanently|for eternity}
      {want|wish|ready|need} {to}? {disappear|vanish} {_|from|and|for good|for ever|so|because|completely|forever}
      {will|would|am|are} {not|never} *2 be {here|around|alive} {much longer|for much longer|for long|tomorrow morning to}
    `,
    despair: `
      {imagining|imagine|picturing|planning|planned|dream of|dreaming of|fantasizing about} my *1 funeral
      {hate|despise|loathe} {my life|myself|living like this}
      fml
      {feel|feeling|am|feels} *2 {hopeless|worthless|suffocated by life|so alone|like a failure|like nothing|like a burden|like giving up|trapped|unlovable}
      {can not} {take|do} {it|this} {anymore|any longer|much longer}
      {can not} go on
      want {it|this|the pain|everything} to {stop|end|be over}
      {no hope|lost all hope|out of hope|no hope left}
      {depressed|depression}
      {dark|darkest|scary|unsafe} {thoughts|thought} {_|again|lately|about|that|at night|today|all|in|and|every|are|keep|come|came|creeping}
      {want|wanted} to give up
      nobody {would|will} {care|miss me|notice}
    `,
    active: `
      {can not|could not|can no longer|not} {promise|guarantee|say|be sure|swear} *5 {not|never} {hurt|hurting|harm|harming|kill|killing|cut|cutting|do} {myself|something|anything|it}
      {can not|can no longer|not|never} {promise|guarantee} *2 {i|me|myself} *4 {safe|alive}
      {can not|can no longer|not|never} keep {me|myself} *2 {safe|alive}
      not {trust|safe with|safe around|safe from|safe alone with|trust being alone with} {myself|me}
      not {feel|feeling|am|be} *1 {safe} {with|around|from|alone with|by} {myself|my thoughts|my own}
      not *4 keep myself {safe|alive}
      not {sure|know|certain} *4 {can|will|could} {keep myself safe|stay safe|stay alive|make it through the night|survive tonight|survive the night|make it through tonight}
      {urge|urges|urged|cravings|craving|itching|need} *2 {to|of} {self harm|cut|hurt|burn|relapse and cut|cutting|self harming|end it}
      {want|need|going} {to|to just} cut {_|so|again|and|right now|tonight|deeper|really}
      {voices|voice} *4 {kill myself|kill yourself|to die|hurt myself|hurt yourself|end my life|end your life|end it|jump|cut}
      {thoughts|thinking|ideas|idea|plans|plan|plans} {of|about|for} {ending it|ending my life|ending my own|ending my suffering|ending my pain|ending my misery|ending my existence|ending everything|ending all|ending things _|ending this life|ending _|killing|suicide|taking my|jumping|hanging|overdosing|dying by my own|hurting|harming|self harm|cutting}
      {picked|choose|chose|chosen|decided|set} {a|the|on a|on the} {date|day|method|place|way} {to|for|when|i}? *2 {die|end|kill|suicide|do it|go|death}
      {plan|planned|planning|ways|method|methods} {to|of|for|how to} {end|ending} {it _|it all|it tonight|it now|it soon|it for|it with|it and|my own|my life|my suffering|my misery|my pain|my existence|this life|this misery|this pain|this _|things _|things for|everything _}
      {dark|intrusive|bad|scary|awful|terrible|violent} thoughts *3 {hurting myself|ending|killing myself|dying|not being here|self harm}
      {what|nothing|only thing|not much|little|all that} {is}? {is}? *1 {stops|stopping|keeping|keeps|holding} me {from|back from} {doing it|killing|ending|suicide|jumping|ending it|taking}
      {scars|cuts|marks|bandages} {on|all over|down|up} my {arm|arms|wrist|wrists|thigh|thighs|legs|leg} {fresh|are fresh|new|from last night|from yesterday|that i made}
      {fresh|new} {cuts|cut} {on|all over} my
      {relapsed|relapse} *3 {cutting|self harm|harming|razor|blade|cut}
      {started|begun|back to|went back to|been|resumed|keep} {cutting|self harming|burning myself} {_|again|lately|every|since|because|and|to|more|for weeks}
      {last night|today|yesterday|again|just} i? {cut} {_|again|too deep|deep|deeper}
      {went|cut} too deep {_|last|this|and|again}
      {found|bought|got|hid|hiding|keep|kept} *3 {razor|razors|razor blade|razor blades|blades} {again|for cutting|to cut|to hurt|under my|for when}
      better|best to {kill myself|be dead|end my life}
      {nobody|not anyone} {knows|notices} *3 {cut|hurt|cutting|hurting} myself
      bang|banging|slamming my head against|into|on the|a wall
      {took|take|taking|put|pressed|using|used} {a|the|my} {razor}? {blade|knife|lighter} {to|on|against} my *1 $limb
      {took|take|taking|put|pressed} {a|the|my} razor to my *1 {arm|arms|wrist|wrists|thigh|thighs|veins|forearm}
      {have|got|have got} {still}? enough *6 to {never wake up|not wake up|kill myself|end my life|end it|die|overdose}
      survived my {suicide|attempt|overdose}
      {woke up|waking up} *5 {hospital|icu} *4 {overdose|attempt|pills|suicide}
    `,
    noted: `
      cut {myself|deep|too deep}? again {_|last|today|yesterday|tonight|this|and|because}
      {cut|burned|burnt|scratched} {last night|yesterday|today} {_|again|because|and}
    `,
    lastLetter: `
      {wrote|written|writing|write|left|finished|drafting|drafted|draft|have|compose} {me|out}? {my|my own|a|the} *1 suicide {note|notes|letter|letters}
    `,
    gathered: `
      {bought|got|made|tied|tying|ordered|made myself|have} {a|the|my} noose
      $pills {is|are}? {all|already}? {lined up|counted out|laid out} {_|on|and|for|next|in|already}
      {stockpiling|stockpiled|stockpile|hoarding|hoarded|hoard|saving up|saved up|stashing|stashed|been saving|been collecting} {up|all|some|of|away}? {my|the|his|her|their|old|all my}? {sleeping|prescription|leftover|pain}? $pills
      {saving|saved|collecting|collected} {my|the|all my|enough} {sleeping}? $pills {_|up|for|until|so|instead|in case|and}
    `,
    hurts: `
      {is|was|would|will} it *3 {painful|painless|hurt|peaceful|quick} {to|if you|if i|when you|when i} $dying {_|from|by|in|on|or|yourself|myself}
      {is|was|would|will|does} {it|jumping} *3 {painful|painless|hurt|peaceful} {to jump|if you jump|if i jump|to hang} {_|off|from|in front|yourself|myself}
      {is|was|would|does|will} *4 {painful|hurt|peaceful|painless|quick} to bleed {out|to death}
      {is|does|would|will} jumping {off|from|in front|out} *4 {painful|painless|hurt|peaceful|quick}
      {how|is|are} {painful|painless|peaceful|quick|fast|slow} {is|it is|would|are}? {it}? {to|be}? {to}? $dying {_|really|for|from|by|to|with}
      {is|does|would|will|do} $dying|slitting *4 {painful|painless|hurt|peaceful|take long|pain}
      {how long|how fast|how quickly} {does|would|will|do|until|before|is} {it|you|one|i|a person|someone}? {take}? {to|for}? {you|me|one|someone|a person}? {to}? {bleed out|die from|hang yourself|hang myself|suffocate|drown} {_|in|from|by|with|after|yourself|myself|if}
      {which|what} *1 {bridge|bridges|building|buildings|cliff|rooftop|roof|floor|height} *8 {jump|jumping} {off|from|_|out}
      {highest|tallest|high enough|tall enough} *8 {jump|jumping} {off|from|out|_}
      {bridge|building|cliff|roof|rooftop|floor} *4 {high enough|tall enough} to {die|kill|be fatal|jump|end}
    `,
    means: `
      {which|what|how many} *1 {drugs|drug|pills|meds|medications|tablets} *1 {would|will|could} {do it _|do it and|do it painlessly|do it quickly|kill me|kill you|kill a|be fatal|finish me}
      {painless|painlessly|painfree|peaceful|peacefully|quick|quickest|easy|easiest|fast|fastest|best|simplest|cheapest|effective|surest|reliable|good|clean|nicest|different|many} {and painless|and easy|and quick|or painless|most painless}? {way|ways|method|methods|manner} {to|of|for} {just|actually|painlessly|quickly|peacefully|to}? {die|dying|kill $self|killing $self|commit|committing|end my|end $own|ending $own|end it _|end it all|end it for|end it quickly|end it painlessly|end it tonight|end it now|end it without|end it myself|off myself|off oneself|unalive|overdose|suicide|death|go to sleep forever|disappear forever|hang|harm $self|hurt $self|self harm|cut $self|slit|bleed|take my|leave this world}
      {least|less} {painful|pain} {way|ways|method|methods|suicide|death|to die}
      {most|more} {painless|effective|lethal|reliable|efficient} {way|ways|method|methods|suicide|means|pills} {to|of|for}? *1 {die|suicide|kill $self|end my|end it all|go peacefully|overdose}
      {most|least} {painless|painful|lethal} {way|ways|method|methods} _
      {suicide|death|self harm} {methods|method|techniques|means|kit|bag|recipe|instructions|guide|tutorial|tips|forum|forums}
      {method|methods|ways|means|instructions|guide|tips} {of|for|to} {suicide|self harm|commit suicide|killing $self|kill $self|cutting $self|hurt $self|hide self harm|dying by suicide}
      {how many|how much|what dose|what dosage|what amount|how large} *8 {to die|to overdose|to kill me|to kill myself|to kill yourself|to kill oneself|to end my|to end it|to end your|kill me|end my life|lethal for me|fatal for me|to od|to not wake|to never wake|be enough to die|will kill me|would kill me}
      how many {sleeping}? $pills {would|does|will|do|did} it take
      {will|would|can|could|is|are} *6 {enough to} {kill me|die|kill myself|end it|end my life|overdose|kill someone my}
      how {to|do i|can i|would i|should i|do you|can you|does one|could i|would you|might i} {tie|make|fashion|set up} a? {noose|exit bag|hangman knot|slip knot for hanging}
      {how long} *4 {bleed out|bleed to|die from|to die|suffocate|to drown _|to drown yourself|to hang _}
      {how high|how far|what height} *6 {die|fatal|kill me|jump}
      {how deep|where} *3 {to|do i|should i|can i} {cut} {to|so|myself|my|in order|for} *4
      {how} {to|do i|can i|should i} {die|bleed out|stop my heart|stop breathing forever|never wake up|not wake up|cease to exist|fall asleep forever}
      {how|ways|tips|tricks|advice|best way} {to|on|for} {hide|hiding|conceal|concealing|cover|covering} {up}? {my|the|fresh|these|new|from}? {cuts|self harm|scars|cutting|burns} {from|on|so}
      {best|safest|good|better} {place|places|spot|spots|part|parts} *5 to {cut|burn} {so|myself|where|without|deep|and not|that}
      {forum|forums|site|sites|website|discord|chatroom|subreddit|group} *4 {encourage|encourages|encouraging|promote|promotes|teach|teaches} *4 {commit suicide|kill $self|to die|self harm|suicide|starve $self}
      {what|which} {pills|drugs|medication|medications|poison|poisons|chemicals|meds|household|knots|rope|gun} *6 {kill me|kill myself|to die|suicide|fatal|end my life|painlessly|overdose|body weight|die from|hang $self|hang from|hang _|strong enough to hang}
      {does|will|would} it {hurt} {to}? {die|when you die|when i die|to kill}
      {rope|knot|knots|beam} *6 {my body weight|hold my weight|hold a body|hold a person}
      {where|how} {can|could|do|to|would|should} {i}? {buy|get|find|obtain|steal} *5 {to kill myself|to end my life|to die|to overdose|to hang myself|to do it with|for suicide|to end it|make me die|will kill me|would kill me|kills me|help me die|let me die}
      {research|researched|researching|googled|googling|looked up|looking up|searching|searched|reading about|looking into} {for|about|up|different|painless}? *2 {suicide|ways to die|methods|ways to kill|how to die|how to kill|lethal doses|how to end|ways to end|how to overdose|how to hang}
      {help|assist} me {to}? {die|kill myself|end my life|end it|commit|with suicide|hurt myself|cut myself|self harm|overdose}
    `,
    dose: `
      {lethal|fatal|deadly} {dose|dosage|amount|quantity} {of|for|on|in} {the|these|my|an|a}? {prescription|sleeping|over the counter}? $pills|them|me|myself|human|humans|someone|adult|person|morphine|heroin|codeine|potassium|cyanide
      ld50 {of|for} {the}? $pills
      {paracetamol|tylenol|acetaminophen|ibuprofen|aspirin|xanax|insulin|fentanyl|opioid|opioids} {lethal|fatal} {dose|dosage|amount}
      {how much|how many|what amount of} *1 $pills *1 {is|are|be|would be|is considered|would|can|will} {lethal|fatal|deadly|too much to survive}
    `,
    lethal: `
      {lethal|fatal|deadly|toxic} {dose|dosage|amount|quantity|level} {of|for}
      {how much|how many} *6 {is|are|be|would be|is considered} {lethal|fatal|deadly}
      {can|could|will} {you|i|one|someone|a person} {overdose|die} {on|from}
    `,
    ready: `
      {have|got|with|bought|hold|holding|found|saved|hoarded|stockpiled|collected|stole|counted|hiding} {got}? *4 $pills|$weapon|poison *2 {ready|in my hand|in my hands|in front of me|next to me|beside me|here|right here|loaded|with me|in my lap|in my room|in my bag|in my drawer|on my bed|for it|for this|for tonight|_}
      $pills|$weapon {is|are} *2 {ready|in my hand|in my hands|in front of me|next to me|beside me|loaded|right here|on the table|on my bed|lined up|counted out|in my lap|tied|hanging|waiting}
      {saving|saved|hoarding|hoarded|stockpiling|stockpiled|collecting|collected} {up}? *3 $pills
      {tied|tying|made|making} {the|a|my} {noose|rope}
      {loaded|loading} {the|my|a} {gun|pistol|shotgun|rifle}
      {i know|already know|know exactly} how {i am}? {going}? {to|i will|i would} {do it|kill|end|die}
      {picked|chosen|chose|have} {the|a} {bridge|tree|spot|place|building} *3 {jump|hang|do it|for it}
    `,
    held: `
      {gun|pistol|shotgun|rifle|revolver|noose|rope|pills|tablets|razor|blades} *8 {keep|kept|can not stop} *4 {looking|staring|counting|look|stare|touching|holding} *2 {it|them|_}
      {keep|kept} {counting|staring at|looking at} {my|the|those} *1 {pills|tablets|razor|gun|rope|noose|knife}
      {sitting|here|staring|looking} *3 {with|at} {a|the|my|this} {bottle of|handful of|bunch of|pile of|loaded}? $pills|gun|razor|rope|noose|blade|blades|pistol *4
      gun|noose|rope|razor|blade|pistol|pills {is|are}? {already}? {in|ready in} my {hand|hands|lap}
    `,
    note: `
      {suicide|goodbye|farewell} {note|notes|letter|letters|video|message}
      {wrote|written|writing|write|left|leaving|finished} {my|the|a|goodbye|final|last} *2 {note|notes|goodbye|goodbyes|farewell|will and note} {_|to|for|and|already|on|is}
      {wrote|written|finished} {the|all the|my} {goodbye}? letters {_|and|to my|to everyone|for my|for everyone|already|yesterday|today}
      {wrote|written|writing} *1 letters {to|for} {everyone|my family|my kids|my parents|all|my friends|them|my mom|my wife|my husband|my loved}
    `,
    underway: `
      {took|taken|swallowed|swallowing|downed|ate|taking|drank} {down}? {all|the whole|a whole|an entire|the entire|the rest|every|whole|handful|a handful|handfuls|a bunch|a load|loads|a ton|tons|a lot|lots|too many|too much|so many|twenty|thirty|forty|fifty|sixty|a hundred|half a bottle|a bottle|the bottle|two bottles|a fistful|bottle} {of|my|the|the of|of my|of the|of his|of her}? *3 $pills|bottle|medicine|insulin|bleach|overdose|them|antifreeze
      {took|taken|swallowed|downed} {like|about|around|maybe|roughly|over|almost|at least|some}? {20|25|30|35|40|45|50|60|70|80|90|100|120|150|200} *3 {pills|tablets|tylenol|paracetamol|aspirin|ibuprofen|xanax|of them|meds|sleeping|antidepressants|benzos}
      {took|taken|swallowed|drank} {a whole|a full|an|the whole} {bottle|pack|box|overdose} {of|_|and|on|just|i}
      {took|taken} {an|a} {overdose|fatal dose|lethal dose}
      {took|swallowed|taken} {the pills|them all|all of them|everything i had|everything in the cabinet|everything in the medicine cabinet|everything in the bathroom cabinet|everything in my drawer} {_|already|and|just|an|now|i|about|ago}
      {just|have|already} overdosed
      {noose|rope|belt|cord|plastic bag} {is|already}? *1 {around my neck|over my head|on my neck}
      {gun|pistol|knife|blade|razor|barrel} {is|already|held|pressed|pointed} {to|at|in|against|on} my {head|mouth|temple|throat|wrist|wrists|chin|heart|neck}
      {have|got|holding|hold|putting|pressing|with} {a|the|my|this} {loaded}? {gun|pistol|knife|blade|razor|barrel} {pressed|pointed}? {to|at|in|against|on} my {head|mouth|temple|throat|wrist|wrists|chin|heart|neck}
      {standing|sitting|perched|am|up|here|out} {here|up here|up|out here}? {on|at} {top of}? {the|a|this} {bridge|ledge|rooftop|parapet|railing|roof|railway tracks|train tracks|tracks|cliff|overpass|wrong side of the railing} {_|now|right now|and|looking|ready|about|i|edge}
      {standing|sitting|perched|am|here} {here}? {on|at} the edge {of}? {the|a|this} {roof|bridge|cliff|building|platform|balcony}
      {bleeding out|can not stop the bleeding|bleeding everywhere|will not stop bleeding} {_|and|from|on|now|right|after}
      {cut|slit|slashed} {my|both my} {wrists|wrist|throat|veins} *4 {bleeding|blood|just now|deep|now}
      {just|already} {cut|slit|slashed} {my|both my} {wrists|throat|veins}
      {about to|going to} jump {_|now|off|right|and|goodbye}
      am {up|out}? on the {roof|ledge|rooftop} of {my|this|a|the|our} *2 {right now|now|alone}
      {started|already started} {taking|swallowing} {the|my|all} $pills
      {it is|its|i have} done {goodbye|it already}
      {will be|be} dead {soon|by|before|in the morning|in an hour|tonight|tomorrow|when you read}
      {by the time|when} {you|anyone|anybody|someone|they} {read|reads|see|sees|get|find|finds} {this|me} *3 {gone|dead|be dead|too late|be gone}
      {this is} {my|the} {last|final} {night|day|message|words|goodbye|post} {alive|on earth|ever|here|_|and|goodbye}
    `,
    sure: `
      {tonight|today|tomorrow|now} {is|will be} {the|my} {night|day|last|last night|last day|time}
      {have|made|got} a plan
      it is {tonight|today|tomorrow|time|happening tonight} {_|and|i|goodbye}
    `,
    eating: `
      {make|making|made|makes|force|forcing|forced} {myself|me} {to}? {throw up|throwing up|vomit|sick|puke|be sick|throw it|purge|vomiting}
      {throw|throwing|threw} up {after|on purpose|every meal|everything i eat|my food|my meals} *2
      {purge|purging|purged|purges} {after|every|everything|all|my|again|food|dinner|lunch|_|to|when|and}
      {binge|binged|binging|bingeing} {and|then|or}? {purge|purging|purged|throw|vomit}
      {starve|starving|starved|starves} $self
      not {eat|eaten|eating|ate} {anything|solid food|food|a meal|properly}? {in|for|since} *3 {days|day|week|weeks|sunday|monday|tuesday|wednesday|thursday|friday|saturday} *6 $thin
      {stop|stopped|quit|avoid|avoiding|restrict|restricting|skip|skipping} {eating|meals|food|my food|what i eat|all food|my eating|my intake|my calories} *8 $thin|disgusting|calories
      {eat|eaten|eating|ate} {nothing|barely anything|hardly anything|next to nothing|almost nothing} {in|for|since} *3 {days|day|week|weeks|sunday|monday|tuesday|wednesday|thursday|friday|saturday} *8 $thin
      {barely|hardly} {eat|eaten|eating|ate} {in|for|since} *3 {days|week|weeks} *8 $thin
      not {eat|eaten|eating} *5 {until|till|because|so|to} *4 $thin|disgusting
      {laxatives|laxative|diuretics|diet pills} {to|after|every|so|for weight|when|again} *4 {lose|weight|eat|eating|meal|day|skinny|thin|_}
      {abusing|abuse|abused|hooked on} {laxatives|diet pills}
      {pro ana|pro mia|thinspo|thinspiration|bonespo|proana|ana tips|ana buddy|meanspo|anorexia tips}
      {be|become|becoming|get|stay} {more}? {anorexic|bulimic}
      {eating|ate|eat|on|under} {only|just|less than|under|about|around}? {100|150|200|250|300|350|400|450|500|600|700} {calories|kcal|cals}
      {only|just} *5 {100|150|200|250|300|350|400|450|500|600|700} {calories|kcal|cals}
      {spit|spitting|chew|chewing} {and|out} {spit|spitting|my food} {to|so|because} *5
      {scared|afraid|terrified} {of|to} {eat|eating|food|gaining weight|gain weight}
      {hide|hiding} {that i am|my|the} {not eating|food from|eating disorder|anorexia|vomiting|purging}
      {trick|fool|deceive|lie to|lying to} *2 {doctor|doctors|therapist|nurse|parents|mom|mum|dietitian|scale|clinic} *6 {weight|weigh|weighed|eat|eating|ate|eaten|meals}
      {restrict|limit|limiting} *6 {really|so|dangerously|super} {thin|skinny|underweight}
      my {purging|starving|bingeing and purging}
    `,
    eatingTopic: `
      eating {disorder|disorders}
      {anorexia|bulimia|anorexic|bulimic}
    `,
    killing: `
      {going|plan|planning|planned|decided|will|about|intend} {to}? {kill|shoot|stab|murder|strangle|poison} {my|his|her|our|that|them|him|the|everyone|all} *3 {tonight|tomorrow|today|with a|with my|with the gun|with this|at school|at work|after|when he|when she|this weekend|this week|in his sleep|in her sleep}
      {going|plan|planning|want} to {shoot up|blow up|bomb} {my|the|a|this} {school|office|workplace|church|mosque|synagogue|mall|class}
      {thoughts|thinking|fantasies|fantasize|fantasizing|urge|urges} {of|about|to} {killing|murdering|stabbing|shooting|murder|kill|hurting|strangling} {him|her|them|people|someone|somebody|others|my|everyone|strangers|a person}
      homicidal {thoughts|urges|and|_|ideation}
      how {do i|can i|could i|should i|to} {murder|poison|kill|strangle|get away with killing|get away with murdering} {my|someone|somebody|a person|him|her|people} {_|$kin|without|and|in his|in her}
    `,
    abuse: `
      {scared|afraid|terrified|know|sure} *1 {he|she|husband|wife|boyfriend|girlfriend|ex|partner|dad|father|stepdad} {is going to|will|might|is about to} kill me
      {he|she|husband|wife|boyfriend|girlfriend|dad|father|mom|mother|stepdad|partner} {threatened|threatens|tried|trying|swore} {to|he will|she will|he would|she would} {kill|strangle|shoot|stab|murder} {me|us}
    `,
    beaten: `
      {he|she|husband|wife|boyfriend|girlfriend|dad|father|mom|mother|stepdad|partner} {hits|beats|punches|chokes|abuses|beat|hit|kicks|rapes|raped|molests} me {and|_|every|when|again|up|with|in|so|if|almost|because|last|or}
    `,
    bullied: `
      {told|tells|tell|telling|said|say|says|saying|asked|want|wants|encouraging|encouraged|urging} {me|for me|i should} {to|that i should|i should|should}? {go}? {kill myself|die|kill yourself|end my life|kms|kys|end it all|cut myself|hang myself}
    `,
    kys: `
      kys
      {go|just|should|please|better|to} {kill|hang|neck|off|drown|shoot} yourself
      {go|should|deserve|hope} {and|to|you}? {die|kill yourself} {in a fire|in a hole|_|bitch|already|now}
    `,
  },
  classes,
)
