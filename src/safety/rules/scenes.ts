import { createPhraseBook } from './phrases.ts'
import { classes } from './word-classes.ts'

/** What proves nothing by itself, and much beside another of these. */
export const scenes = createPhraseBook(
  {
    armed: `
      {sat|sitting|sit|here|lying|floor|bed|lap|room|kneeling|stood|standing|holding|hold} *4 {with|holding|clutching|gripping|and} {a|the|my|his|her|dads|this|that|these}? {loaded|hunting|fathers|grandfathers|grandads|husbands|old|box|boxes|bottle|bottles|packet|packets|pile|handful}? {of}? $firearm|$cord|razor|razors|blade|blades|scalpel|$pills {_|and|in|on|right|now|here|next|i|by|to}
      $firearm|$cord|razor|blade|blades|scalpel *2 {in|on|across|against|to} {my|both my} {own}? {hand|hands|lap|knees|head|mouth|chest|wrist|wrists|neck|arm|temple}
      $firearm|$cord|razor|blade|blades|scalpel|$pills *5 {in front of me|next to me|beside me|beside the bed|next to the bed|on the bed|on my bed|on the nightstand|on my nightstand|on the bedside|on the bathroom floor|on the edge of the bath|on the counter in front|all laid out|all lined up|all counted out|poured out|out of the packets|out of their packets|out of the packet}
      loaded $firearm {_|on|in|under|by|next|beside|here}
      $firearm *1 loaded {_|and|on|in}
      {have|got|with|hold|holding|keep|keeping|picked up|took out|got out} {a|the|my|his|dads|my dads|my fathers|grandads|my grandfathers|my husbands|the hunting|this} *1 $firearm {_|here|out|in|on|and|with|by|right|now}
      {tied|hung|hanging|looped|put up|strung} {a|the|my|up a|up the}? {$cord|sheet|sheets|bedsheet|cable|scarf} {up|over|to|from|around|round|in|on} *4
      {made|tied|got} *2 {noose|loop} *4
      {car|engine|motor|exhaust} {is|has been|was}? *1 {running|on|idling} {in|inside} {the|my|a} {garage|shed|closed garage|locked garage} {_|and|with|door|the|i}
      {hose|pipe|tube} *3 {exhaust|tailpipe}
      {bathtub|bath|tub} *6 {toaster|hairdryer|razor|razors|blade|blades}
    `,
    edge: `
      {on|at|near|over|by|onto|past|behind|beyond|outside} {the|a|this|my|that} *2 {ledge|parapet|railing|railings|guardrail|barrier|platform edge|edge of the|edge of a}
      {on|at|by|near} {the|a|this|that} *1 {bridge|overpass|viaduct|roof|rooftop|cliff|cliffs|tracks|rails|railway|rail line|train line|level crossing|footbridge} {_|and|now|right|here|again|alone|looking|with|at|in|where|i|by|waiting|trying}
      {top|roof|top floor|top level|upper deck} of {the|a|this|my} {multi storey|multistorey|multi|car park|parking garage|parking|building|tower|block|hotel|hospital|library|mall}
      {legs|feet|toes|leg} {are|is}? {over|off|hanging over|dangling|dangling over|over the side|on the wrong} *4
      {wrong|other|outer|far} side of the {railing|railings|rail|barrier|fence|bridge|guardrail|wall}
      {in|into|walked into|walking into|wade|wading into} the {water|sea|river|lake|ocean|waves} {up to my|to my|is up to my|with stones|with rocks|and it is|and i am not|until}
      {stones|rocks|weights|bricks} in my {pockets|pocket|coat|bag|backpack}
      {platform|train} *6 {does not stop here|not stop here|fast train|express|non stop|through train}
      {walk|walking|walked|drive|driving|drove|going|head|heading|headed|way|leaving} *6 to the {bridge|tracks|railway|train tracks|cliff|cliffs|river|viaduct|overpass|quarry|level crossing} {_|and|now|to|alone|i|because|with|in|tonight}
      {balcony|window|floor|floors} *4 {looking down|nobody would catch|look down|long way down|one step|step off|lean over|leaning over|climb over|climbed over|nerve}
    `,
    leaving: `
      {by the time|when|before} *7 {i will|will} {be}? {already|long}? {gone|dead}
      by the time *7 i {am|will be|will have} *1 {gone|dead|left}
      i {am|will|shall} not {going to}? be {alive|breathing|living|of this world} {_|tomorrow|tonight|by|in|much|when|anymore|after|next|at|for|to}
      i {will|am|shall} not {going to}? {see|live to see|make it to|reach|wake up to|make it through|survive} {tomorrow|the morning|morning|the sunrise|sunrise|the weekend|christmas|my birthday|next week|the new year|another day|monday|the night|tonight}
      this is {my}? {goodbye|farewell|it for me|the end for me|where it ends for me|where i get off|where i leave|the end of me} {_|then|everyone|everybody|all|to|from|i|by|guys|and|now|forever}
      see you {all}? *1 {on|in} the {other side _|next life|afterlife}
      not *3 {kids|children|mum|mom|mother|dad|wife|husband|parents|family|sister|brother|daughter|son|girls|boys|flatmate|roommate|partner|them} *5 {find me|finds me|found me|find my body|finds my body|be the one to find|one who finds|walk in on|be the ones}
      {whoever|who|somebody else|someone else|a stranger|strangers|cleaner|maid|police|paramedics|staff|somebody|someone} *2 {finds me|find me|find my body|finds my body|will find me|has to find me|to find me|found me}
      {wrote|written|left|leaving|put} *4 {note|notes|letter|letters|instructions|passwords|pin|will} *6 {on the table|by the bed|on my desk|on my pillow|on the fridge|on the kitchen|where they|for when|who to call|in the drawer|next to|under|in my room}
      {world|everyone|everybody|they|you|all of you|mum|mom|family} will *2 {be rid of me|not have to deal with me|not have to worry about me|manage without me|get over it once|get over me|forgive me}
      it will {all}? be {over|finished|done with} {_|tonight|soon|by|tomorrow|in|before|for me|forever|at last|then}
      {last|final} {time|night|day|message|words|hours|hour|evening|meal|sunset|cigarette|drink|thing} {you|they|anyone|i|of my life|i will ever|before i|on earth|alive|here}
      {ending|end|ended} {my|my own} life {tonight|tomorrow|today|then|now|on|next|after|this|once|when|that}
    `,
    settled: `
      {chosen|decided|picked|planned|worked out|know|figured out|sorted|settled|got|have} {when|how|where|the when|the how|the day|the place|the time|the date} and {when|how|where|the how|the where|the place|the way|the time|the method|the date}
      i {have}? {just|already|finally|honestly|simply|actually}? {decided|made up my mind|made my mind up|made my decision|made my choice|made my peace|come to my decision|reached my decision} {_|and|already|now|about it|i}
      {too late|way too late} {_|now|for me|to|already|anyway}
      {date|day|place|plan|everything|it all|all} {is|are} {set|booked|ready|planned|decided|arranged|sorted|in place|picked|chosen|fixed} {_|and|now|for|i|already}
      {calm|calmest|peaceful|lighter|at peace|clear|clearest|relieved|happiest|serene} {i have|have i|in|for the first|for once|than i|since|about it|now|because|at last}
      {promised|swore|told|vowed} {myself|to myself} *2 {that}? *2 {then|that night|after that|this is|that will be|it is}
      {paid|sorted|cancelled|canceled|closed|emptied|cleared|cleaned|given|sold} *4 {so nobody|so that nobody|so they|so that they|so she|so he|so my|so there|so no}
    `,
    unstoppable: `
      {nobody|nothing|not anything|not anyone|no point|no use|do not|not|stop|no words} *4 {talk|talking|convince|persuade|arguing with|argue with} me {out|down|otherwise|of it|anymore|_|now}
      {nobody|nothing|not anything|not anyone} *4 {change my mind|stop me|save me|stop it now|stop this now}
      {do not|not|nobody|no use|no point} {try to|bother to|can|trying to|try and}? {stop|save|rescue|find|look for|come for} me {_|please|now|anymore|this time|in time}
    `,
    deed: `
      i {am|will|shall} {just|finally|really|actually|definitely|so|gonna|going to|about to|going}? {doing|do|going through with|go through with|doing} {it|this} {_|now|tonight|right|today|tomorrow|soon|for real|this time|before|after|when|at|anyway|on|then|once|while|as}
      {tonight|tomorrow|today|now|this|then} *8 i {am|will} {doing|do} it {_|then|now|for|properly}
      i {did|have done|have already done|already did|just did|have just done|finally did|went and did|have gone and done} it {_|already|now|and so|tonight|this time}
      already {done|did} it
      {going to|will|about to|gonna} {try|do it|attempt|attempt it} again {_|now|tonight|tomorrow|with|soon|this|properly|and}
      {going to|about to|will} {jump|hang|cut deeper|swallow|drink it|pull the trigger|step off|let go|lie down on|lay down on|slip under|go under|take them|take it all|take them all} {_|at|off|when|now|tonight|as soon|once|before|after|from}
      {snapped|broke|failed|gave way|missed|slipped|woke up|did not work|not work} {_|so|and}? *4 {try again|trying again|do it again|next time|something else|another way|properly this time|do it properly}
    `,
    swallowed: `
      {took|taken|take|taking|swallowed|swallowing|had|downed|necked|popped|ate|eaten|drank|drunk|drinking|had} *2 {everything|all|loads|lots|a load|heaps|tons|too many|way too many|way more|far too many|the lot|every|handfuls|a fistful|fistfuls|half|most|whatever|so many|a bunch|more than|twice|the rest|the whole|a whole|an entire} *7 $pills|cabinet|packet|packets|drawer|bathroom|strip|strips|blister|paracetamols|sleepers
      {took|taken|swallowed|downed|necked|popped} {my|the|his|her|moms|mums|nans|dads|grandmas|some|a few|these|those|them}? *2 $pills *4 {loads|all|lots|too many|handfuls|the lot|every last|whole|like|about|all of|bunch|lots of}
      {took|taken|swallowed|downed|necked|popped} {the|them|those|these|all the|all my|all of} {pills|tablets|paracetamol|painkillers|capsules|them}? {already|now|_|and i|and it|ten minutes|10 minutes|20 minutes|half an hour|an hour|about|just}
      {drank|drunk|drinking|swallowed|downed|had} {the|some|a|half|half a|half the|a bottle of|a cup of|most of|all}? *3 {bleach|under the sink|drain cleaner|drain|antifreeze|cleaner|disinfectant|weedkiller|weed killer|pesticide|rat poison|toilet cleaner|detergent|ammonia|acid|methanol}
      {cut|cuts|slit|slashed|opened|sliced} *4 {too deep|really deep|to the bone|so deep|deeper than|all the way|both wrists|a vein|an artery}
      {have|just|already} {cut|slit|slashed|opened} {my|both my|both} {wrists|wrist|arms|arm|throat|veins|neck}
    `,
    sinking: `
      {hard|harder|difficult|struggling|can not|can barely|can hardly|cannot} *1 {to}? {type|typ|see|stay awake|breathe|keep my eyes|stand|walk|feel my|move|focus|think straight|write}
      {belly|stomach|tummy|throat|chest|head|mouth|insides|guts} *3 {hurts|hurt|fire|burning|burns|spinning|pounding|cramps|killing|bleeding|sore}
      {feel|feeling|am|getting|everything is|going|gone|starting to feel|starting to} *2 {sleepy|drowsy|dizzy|numb|faint|woozy|cold|heavy|shaky|blurry|warm|floaty|sick|lightheaded|fuzzy}
      {vision|hands|fingers|lips|legs|sight|screen|room} *2 {blurry|blurring|numb|tingling|going|shaking|swimming|fading|spinning}
      {will not|does not|not|can not} *2 {stop bleeding|stop the bleeding|stop _|stop and|stop i|stop it|make it stop}
      {throwing|thrown|threw|being} {up|sick} {blood|everywhere|and|now|_}
      {ears|heart} *2 {ringing|racing|slowing|pounding}
      quieter|calmer|warmer than i {expected|thought}
      {help|please|scared|what do i do|do i call|should i call} {_|me|now|i do not want}
    `,
    held: `
      {door|doors|window|windows} {is|are|all}? {shut|closed|locked|sealed|taped|bolted} {_|and|now|up|so}
      {can not|could not|can not make myself|not|cannot bring myself to} *2 {put|let go of|stop holding|stop looking at|stop staring at|stop touching|throw} *2 {it|them|down|away}
      {keep|kept|keeps} *1 {picking|looking|staring|counting|touching|holding|going back|checking|reaching|loading|turning|clicking|lifting|putting} *3 {it|them|at it|at them|up|down|back|out|over}
      {loaded|reloaded|loading|cocked} {it|them|the $firearm|one}
      {finger|hand|hands} {is|are|on|keeps|keep} {on|over|shaking|trembling|near}? *3 {trigger|it|handle|rail|cap|lid|shaking|trembling}
      {thought|expected|imagined} it would {feel|hurt|be} {different|easier|less|more|quicker|quick|warm|warmer|harder|easy}
      {nerve|courage|guts|brave enough} {to|_|for}
      {nobody|no one|not anyone} *2 {home|around|here|knows where|knows i am|would hear|can hear|is coming}
      {been|have been|sat|sitting|stood|here} *2 {here|like this|there} {since|for} *3 {hours|hour|minutes|this morning|midnight|last night|four|five|six|seven|eight|nine|ten|noon|dark|ages}
      {just|only}? {wanted|want|needed|need} {to tell|someone to know|somebody to know|anyone to know|to let someone|to let somebody|to say goodbye|someone to hear|somebody to hear|to hear a voice|to talk to someone before|someone to talk to before|somebody with me} *3
      {do not|not|please do not|pls do not} {tell|call|ring|phone|text} {my|the|anyone|anybody|an ambulance|ambulance|police|911|999|112|mum|mom|dad}
    `,
  },
  classes,
)

export type SceneKind = (typeof scenes.kinds)[number]
