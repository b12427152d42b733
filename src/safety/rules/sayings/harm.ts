/** Hurting oneself, and wanting to. */
export const harm = {
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
    {kill|shoot|stab|hurt|murder} {him|her|them|them all|everyone|everybody|all of them|my $kin|my *1 $kin|the $kin} {and then|then|and|and after that|before} {kill|shoot|killing|shooting}? {me|myself} {_|after|afterwards|too|as well|next|tonight|tomorrow}
    better|best to {kill myself|be dead|end my life}
    {nobody|not anyone} {knows|notices} *3 {cut|hurt|cutting|hurting} myself
    bang|banging|slamming my head against|into|on the|a wall
    {took|take|taking|put|pressed|using|used} {a|the|my} {razor}? {blade|knife|lighter} {to|on|against} my *1 $limb
    {took|take|taking|put|pressed} {a|the|my} razor to my *1 {arm|arms|wrist|wrists|thigh|thighs|veins|forearm}
    {have|got|have got} {still}? enough *6 to {never wake up|not wake up|kill myself|end my life|end it|die|overdose}
    survived my {suicide|attempt|overdose}
    {cut|cutting|burning|burn|hurting|hurt} {again|myself again}? {after} *2 {months|years|weeks|days} {clean|free|without|of not}
    {suicide|self harm|cutting|suicidal} *1 {thoughts|urges|ideation} {will not|not|never} {stop|leave|go away|let me}
    {woke up|waking up} *5 {hospital|icu} *4 {overdose|attempt|pills|suicide}
    {scared|afraid|frightened|terrified|worried|not know|no idea} {of|about}? what i {might|may|could|will|would|am going to} *1 {do|doing} to myself
    {been|keep|kept|am|started|back to|resumed|went back to} {burning|cutting|scratching|hitting|slicing|carving|biting|hurting|punching|bruising|stabbing} {myself|my arm|my arms|my thighs|my thigh|my legs|my leg|my wrist|my wrists|my skin|my stomach|my hips} {with|where|in|so|again|under|every|_|because|to|and|when|at|on}
    {like|love|need|miss|crave|enjoy|calms me|soothing|weird that i like} {to see|seeing|see|watching|the sight of|looking at} {my|my own|the} *1 {blood|cuts|bleeding|bleed} *3
    {marks|cuts|burns|scratches|lines|scars|bruises} on my {legs|leg|arms|arm|thighs|thigh|wrists|wrist|stomach|hips|shoulder} *6 {cat|fell|accident|sport|hurdles|work|oven|dog|kitchen|thinks|think|asked|believed|lied|lie|said it was|told them|told him|told her}
    {told|telling|encourage|encouraging|keep telling|said|saying|tells|messaging|message} *3 {me}? {to}? {kys|kms|kill myself|kill yourself} *12 {planning to|going to|will|right|might|listen|maybe|agree|they win|congrats|believe}
    {decided|deciding|choosing|chose|going} to {leave|exit|quit|depart} {this life|my life|life|the world|this world|this earth|it all}
    {hoping|hoped|hopes|wanting|wanted|so|trying|prayed|praying} *4 i {would|will|could|might|did|do} not wake up {_|again|and|ever|this time|but|in}
    {took|taken|taking|swallowed} *8 {hoping|wanting|trying|so} *4 {not wake up|never wake|die|sleep forever|it would kill me|be over}
    {excuse|excuses|lie|lies|story|cover story|explanation|explanations|alibi} *8 {self harming|self harm|cutting myself|my cuts|my scars|the cuts|the scars|my burns|my marks|the marks|hurting myself|harming myself}
    {self harm|self harming|cutting myself|burning myself|hurting myself|cutting|burning my skin|cutting my skin|suicide} {is|are|as|can be|being} {a|an|so|really|actually|the}? *1 {empowering|healthy|beautiful|cool|therapeutic|cathartic|good for|good way|great|healthy way|valid|brave|noble}
    {community|communities|forum|forums|site|sites|website|websites|group|groups|server|servers|chat|chats|subreddit|discord|people} *2 {that|who|which|where|to} *2 {encourage|encourages|encouraging|promote|promotes|glorify|glorifies|celebrate|support|teach|recommend} *3 {suicide|self harm|self harming|kill $self|commit|cutting|to die|hurt $self|end $own}
  `,
  noted: `
    cut {myself|deep|too deep}? again {_|last|today|yesterday|tonight|this|and|because}
    {cut|burned|burnt|scratched} {last night|yesterday|today} {_|again|because|and}
  `,
  relapse: `
    without {self harm|self harming|cutting|hurting myself|harming myself|harming|burning} *6 {gave in|slipped|broke|until|till|and then|failed|caved|did it}
    {gave|given|giving|caved} in {again|tonight|last|to the urge|to the urges|_}
    {relapsed|relapse|relapsing}
    {days|weeks|months|years|day|week|month|year} {clean|free} *3 {until|till|drain|ruined|gone|over|lost|broke|but|before|threw|blew|slipped|caved}
    slipped *6 clean
    used to {cut|self harm} {_|when|in|as|to cope|every|and now|and the urges|and i|but now|but the urges|but i}
    {broke|lost|ruined} {my|a} *3 {streak|clean}
  `,
  drawn: `
    {used|use|using|took|take|taking|put|putting|pressed|press|dragged|drag|ran|run|running|held|hold|holding} {a|the|my|some|his|her|that} *1 $tool {to|on|against|across|into|over|along|up|down|through} {my|both my} *1 arm|arms|wrist|wrists|thigh|thighs|skin|forearm|forearms|veins|vein|throat|stomach|hand|hands {_|and|again|last|until|because|when|so|to|tonight|today|every|but}
    {carve|carving|carved|slice|slicing|sliced|etch|etching|etched|cutting|scratch|scratching|scratched|burning|burn|score|scoring} *2 {lines|line|words|word|marks|letters|holes|tallies|hearts|names|name|numbers|x} {into|on|across|in} {my|both my} *1 $limb|stomach|hand|hands|hips|hip
    {hide|hiding|hid|cover|covering|concealing|covered} {up}? {the|my|these|all|some}? {fresh|new} {marks|cuts|scars|lines|burns|wounds|ones}
    {thoughts|urges|urge|thinking} {of|about|to} s h
    {blade|blades|razor|razors} *1 {calling|calls|whispering|whispers|tempting|sings} {me|to|my|out}
    {pick|picked|picking|reach|reached|reaching|grab|grabbed|go|went|going|turn|turned} {up|for|back}? {to}? {the|my|a} {razor|blade|razors|blades} {_|every|again|when|whenever|at night|and|tonight|last|to}
    {need|needed|want|wanted|like|love|crave} to {see|feel} {the|my|my own|some}? {blood|blade|razor|bleeding|sting} {_|to|run|and|when|again|so}
    {scratch|scratching|scratched|pick|picking|punch|punching|hit|hitting|bite|biting} *3 {until|till} {blood|there is blood|i see blood|it is raw|i see red}
    {scratch|scratching|scratched|pick|picking|punch|punching|hit|hitting|bite|biting} *3 {until|till} {they|it|i|my knuckles|my skin|my arms|my hands} {bleed|bleeds|bled|am bleeding|start bleeding}
    {bang|banging|banged|hit|hitting|smash|smashing|smashed|slam|slamming|slammed|bash|bashing} my {head|fists|fist|arm|hand|knuckles} {against|into|on} {the|a|my} {wall|walls|floor|door|desk|bathtub|sink|doorframe} {until|till|so|to|whenever|because|every time|over and over|again and again|just to}
    {sever|severing|pierce|piercing|cut|cutting|slice|slicing|puncture|puncturing|open|opening|nick|slit|find} {through|into|open}? {my|my own|a main|the main} *1 {artery|arteries|jugular|carotid|aorta|vein|veins|cervical|femoral|tendons} *1
    {carve|carving|cut|cutting|burn|burning|slice|slicing|scratch|scratching} {a|some|more|new}? {scar|scars|word|words|name|pattern|line|lines|hole|holes} {into|in|on|across} my {own}? *1 $limb|stomach|hand|hip|hips|face|chest
  `,
} as const
