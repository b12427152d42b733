/** How, with what, and when. */
export const means = {
  means: `
    {which|what|how many} *1 {drugs|drug|pills|meds|medications|tablets} *1 {would|will|could} {do it _|do it and|do it painlessly|do it quickly|kill me|kill you|kill a|be fatal|finish me}
    {painless|painlessly|painfree|peaceful|peacefully|quick|quickest|easy|easiest|fast|fastest|best|simplest|cheapest|effective|surest|reliable|good|clean|nicest|different|many} {and painless|and easy|and quick|or painless|most painless}? {way|ways|method|methods|manner} {to|of|for} {just|actually|painlessly|quickly|peacefully|to}? {die|dying|kill $self|killing $self|commit|committing|end my|end $own|ending $own|end it _|end it all|end it for|end it quickly|end it painlessly|end it tonight|end it now|end it without|end it myself|off myself|off oneself|unalive|overdose|suicide|death|go to sleep forever|disappear forever|hang|harm $self|hurt $self|self harm|cut $self|slit|bleed|take my|leave this world}
    {least|less} {painful|pain} {way|ways|method|methods|suicide|death|to die}
    {most|more} {painless|effective|lethal|reliable|efficient} {way|ways|method|methods|suicide|means|pills} {to|of|for}? *1 {die|suicide|kill $self|end my|end it all|go peacefully|overdose}
    {most|least} {painless|painful|lethal} {way|ways|method|methods} _
    {suicide|death|self harm} {methods|method|techniques|means|kit|bag|recipe|instructions|guide|tutorial|tips|forum|forums}
    {method|methods|ways|means|instructions|guide|tips} {of|for|to} {suicide|self harm|commit suicide|killing $self|kill $self|cutting $self|hurt $self|hide self harm|dying by suicide}
    {how many|how much|what dose|what dosage|what amount|how large} *9 {to die|to overdose|to kill me|to kill myself|to kill yourself|to kill oneself|to end my|to end it|to end your|kill me|end my life|lethal for me|fatal for me|to od|to not wake|to never wake|to stop my heart|to finish me|to do the job|to end me|be enough to die|will kill me|would kill me}
    how many {sleeping}? $pills {would|does|will|do|did} it take
    {will|would|can|could|is|are} *6 {enough to} {kill me|die|kill myself|end it|end my life|overdose|kill someone my}
    how {to|do i|can i|would i|should i|do you|can you|does one|could i|would you|might i} {tie|make|fashion|set up} a? {noose|exit bag|hangman knot|slip knot for hanging}
    {how long} *4 {bleed out|bleed to|die from|to die|suffocate|to drown _|to drown yourself|to hang _}
    {how high|how far|what height} *6 {die|fatal|kill me|jump off|to jump|should i jump}
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
    {easiest|quickest|best|simplest|surest|fastest} {to|for} {od|overdose|die|dying|hang|hanging|kill $self|end it all|overdosing} {on|with|from|_|by}
    {how many|how much} *3 $pills *2 {too many|too much} to {survive|live|wake|come back|live through}
    how {high|tall|far|deep|fast} *10 {not survive|be over instantly|over instantly|be sure to die|certain death|instant death|be lethal|be fatal|fatal _|lethal|deadly|die instantly|kill you instantly|not wake up|no chance of surviving}
    how much blood *10 {to die|die _|and die|before dying|bleed to death|bleed out}
    {buy|get|find|obtain|order|source|want|need} *2 {nembutal|pentobarbital|cyanide|a suicide kit|an exit bag}
    {would|will|does|could|can|is} *1 {drinking|swallowing|taking|injecting|inhaling|mixing} *5 kill {me|you} {quickly|fast|instantly|painlessly|right away|overnight|in my sleep|peacefully}
    {pill|pills|drug|drugs|poison|medicine|something|injection} {that|which|to} {makes|make|will|would|lets|let|can|could|to}? {you|me|someone|a person}? {kill|die|not wake up|never wake up} {you|me}? {in your sleep|in my sleep|painlessly|quickly|peacefully|fast|instantly|without pain|overnight}
    $pills *3 {enough|sufficient} to {do it|do the job|finish me|finish the job|be fatal|kill|die|end it|overdose|od}
    {bridge|bridges|building|roof|cliff|overpass|balcony} *3 {near|close|nearby|around|in} *5 {high enough|tall enough}
    {painless|peaceful|gentle|painlessly|peacefully} {way|ways|method|exit} {to go|out|to leave} {_|for|that|without}
    {what|which} *2 {knot|knots|rope|ropes|belt|beam|hook} *6 {hanging _|hanging yourself|hanging myself|hanging a person|a noose|body weight|human weight|person weight}
  `,
  dose: `
    {what|which|how much|how many|how large|how big} *4 $pills *3 {fatal|lethal|deadly} {_|for|to|in|if}
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
    {does|do|will|would|did|is} it {really|actually|even|not}? {hurt|sting|painful|take long|be quick|feel like|burn|feel|peaceful|quick} {to|when you|if you|when i|if i|if someone|when people|for you to}? $dying|drown|burn {to death}? {_|or|and|in|yourself|myself|do you|first|from|on}
    {how|what} {high|tall|far|deep|many floors|many storeys|many stories} *2 {does|must|would|should} {a|the|it|an} {building|bridge|drop|fall|jump|cliff|height|roof|balcony}? *2 {have to|need to|has to|needs to}? be
    {looked up|googled|searched|checked|read|reading|asked|worked out|calculated|wondering|wonder} {about|up|for|online}? {how high|how tall|how far|how many floors|how long a rope|how many storeys} *8 {be|is|building|bridge|fall|drop|jump|survive|need|needs}
  `,
  gathered: `
    {bought|got|made|tied|tying|ordered|made myself|have} {a|the|my} noose
    $pills {is|are}? {all|already}? {lined up|counted out|laid out} {_|on|and|for|next|in|already}
    {stockpiling|stockpiled|stockpile|hoarding|hoarded|hoard|saving up|saved up|stashing|stashed|been saving|been collecting} {up|all|some|of|away}? {my|the|his|her|their|old|all my}? {sleeping|prescription|leftover|pain}? $pills
    {saving|saved|collecting|collected} {my|the|all my|enough} {sleeping}? $pills {_|up|for|until|so|instead|in case|and}
    {keeping|kept|keep|putting|put|saving|saved|save|setting|set|hiding|hid|hidden|skipping|holding|held} {back|aside|by|away|up|on to} {some|a few|one|two|a couple|part|half|most|each|a little}? *4 $pills
    {keeping|kept|saving|saved|skimming|skim|squirreling|squirrelling|squirreled|stashing|hoarding|collecting} {some|a few|one|two|extra|a couple|spare|the extra|the leftover} *3 $pills {_|every|each|a|just|in case|until|for|from|so|now|back|there}
  `,
  held: `
    {gun|pistol|shotgun|rifle|revolver|noose|rope|pills|tablets|razor|blades} *8 {keep|kept|can not stop} *4 {looking|staring|counting|look|stare|touching|holding} *2 {it|them|_}
    {keep|kept} {counting|staring at|looking at} {my|the|those} *1 {pills|tablets|razor|gun|rope|noose|knife}
    {sitting|here|staring|looking} *3 {with|at} {a|the|my|this} {bottle of|handful of|bunch of|pile of|loaded}? $pills|gun|razor|rope|noose|blade|blades|pistol *4
    gun|noose|rope|razor|blade|pistol|pills {is|are}? {already}? {in|ready in} my {hand|hands|lap}
  `,
  ready: `
    {have|got|with|bought|hold|holding|found|saved|hoarded|stockpiled|collected|stole|counted|hiding} {got}? *4 $pills|gun|pistol|rifle|shotgun|revolver|rope|noose|knife|poison *2 _
    {have|got|with|bought|hold|holding|found|saved|hoarded|stockpiled|collected|stole|counted|hiding} {got}? *4 $pills|$weapon|poison *2 {ready|in my hand|in my hands|in front of me|next to me|beside me|here|right here|loaded|with me|in my lap|in my room|in my bag|in my drawer|on my bed|for it|for this|for tonight}
    $pills|$weapon {is|are} *2 {ready|in my hand|in my hands|in front of me|next to me|beside me|loaded|right here|on the table|on my bed|lined up|counted out|in my lap|tied|hanging|waiting}
    {saving|saved|hoarding|hoarded|stockpiling|stockpiled|collecting|collected} {up}? *3 $pills
    {tied|tying|made|making} {the|a|my} {noose|rope}
    {loaded|loading} {the|my|a} {gun|pistol|shotgun|rifle}
    {i know|already know|know exactly} how {i am}? {going}? {to|i will|i would} {do it|kill|end|die}
    {picked|chosen|chose|have} {the|a} {bridge|tree|spot|place|building} *3 {jump|hang|do it|for it}
  `,
  note: `
    {suicide|goodbye|farewell} {note|notes|letter|letters|video|message}
    {wrote|written|writing|write|left|leaving|finished} {my|the|a|goodbye|final|last} *2 {note|notes|goodbye|goodbyes|farewell|will and note} {_|to|for|and|already|on|is}
    {wrote|written|finished} {the|all the|my} {goodbye}? letters {_|and|to my|to everyone|for my|for everyone|already|yesterday|today}
    {wrote|written|writing} *1 letters {to|for} {everyone|my family|my kids|my parents|all|my friends|them|my mom|my wife|my husband|my loved}
  `,
  lastLetter: `
    {wrote|written|writing|write|left|finished|drafting|drafted|draft|have|compose} {me|out}? {my|my own|a|the} *1 suicide {note|notes|letter|letters}
  `,
  underway: `
    {took|taken|swallowed|swallowing|downed|ate|taking|drank} {down}? {all|the whole|a whole|an entire|the entire|the rest|every|whole|handful|a handful|handfuls|a bunch|a load|loads|a ton|tons|a lot|lots|too many|too much|so many|twenty|thirty|forty|fifty|sixty|a hundred|half a bottle|a bottle|the bottle|two bottles|a fistful|bottle} {of|my|the|the of|of my|of the|of his|of her}? *3 $pills|bottle|bottles|medicine|insulin|bleach|overdose|them|antifreeze
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
} as const
