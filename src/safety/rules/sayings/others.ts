/** What people do to each other. */
export const others = {
  killing: `
    {going|plan|planning|planned|decided|will|about|intend} {to}? {kill|shoot|stab|murder|strangle|poison} {my|his|her|our|that|them|him|the|everyone|all} *3 {tonight|tomorrow|today|with a|with my|with the gun|with this|at school|at work|after|when he|when she|this weekend|this week|in his sleep|in her sleep}
    {going|plan|planning|want} to {shoot up|blow up|bomb} {my|the|a|this} {school|office|workplace|church|mosque|synagogue|mall|class}
    {thoughts|thinking|fantasies|fantasize|fantasizing|urge|urges} {of|about|to} {killing|murdering|stabbing|shooting|murder|kill|hurting|strangling} {him|her|them|people|someone|somebody|others|my|everyone|strangers|a person}
    homicidal {thoughts|urges|and|_|ideation}
    how {do i|can i|could i|should i|to} {murder|poison|kill|strangle|get away with killing|get away with murdering} {my|someone|somebody|a person|him|her|people} {_|$kin|without|and|in his|in her}
    {taking|bringing|bring|take|took|brought|got|have|carrying|pack|packing} {a|the|my|his|dads|my dads|moms|grandpas} *2 {gun|guns|rifle|pistol|knife|shotgun|weapon|machete} {to|into|in} {school|class|college|the office|my school} {tomorrow|today|monday|on|and|_|next|with me|so}
    {everyone|everybody|they|he|she|all of them|those} *8 {will|going to|is going to|are going to} {pay|regret|regret it|stop laughing|be sorry|bleed|pay for|remember my name|suffer for|never laugh}
    {he|she|they} {is|are|will be} dead {today|tonight|tomorrow|when i|once i|after}
    {knife|gun|pistol|blade|hammer|bat|machete} *3 {in my bag|in my pocket|in my jacket|in my coat|with me|in my car|under my} *12 {he|she|they|him|her|them|wait|waiting|when}
    {kill|shoot|stab|hurt} {them|him|her|everyone|everybody|all} *3 {then|and then} *2 {me|myself}
  `,
  abuse: `
    {scared|afraid|terrified|know|sure} *1 {he|she|husband|wife|boyfriend|girlfriend|ex|partner|dad|father|stepdad} {is going to|will|might|is about to} kill me
    {he|she|husband|wife|boyfriend|girlfriend|dad|father|mom|mother|stepdad|partner} {threatened|threatens|tried|trying|swore} {to|he will|she will|he would|she would} {kill|strangle|shoot|stab|murder} {me|us}
    {hands|hand|arm|belt|cord|scarf} {round|around|on|against} my {neck|throat} {_|on|and|last|until|when|again|because|in|then|for|so|while}
    {he|she|boyfriend|husband|girlfriend|wife|partner|dad|stepdad|ex|brother} *3 {choked|strangled|strangles|chokes|choking|strangling|throttled} me {_|and|last|until|when|again|on|because|in|so|till}
    {stepdad|stepfather|dad|father|uncle|grandad|grandpa|brother|stepbrother|coach|teacher|priest|cousin|boyfriend|he|lodger|babysitter} *2 {comes|came|sneaks|climbs|gets|creeps|keeps coming} {in|into|in to|to} my {room|bed|bedroom} {at night|when|every|again|drunk|while|after|and touches|_}
    {touches|touched|touching|touch|gropes|groped} me *6 {night|down there|tell anyone|our secret|secret|not to tell|private|under my|stop|when mum|when mom|since i was|not want|bed}
    {not to tell|do not tell|never tell} {anyone|anybody|my mum|my mom|mum|mom|my parents} *6 {touch|touches|touched|secret|do to me|did to me|does to me}
    {he|she|dad|husband|boyfriend|ex|stepdad|partner|mum|mom|brother} *8 {swears|swore|threatens|threatening|threatened|screaming|screams|yelling|shouting|texted|promised|vowed} *4 {going to|will|would|to} kill {me|us}
    {hiding|locked|barricaded|hid|lock} *1 {in|myself in} {the|a|my} {wardrobe|closet|bathroom|toilet|cupboard|bedroom|garage|basement|car|cellar} {_|he|she|and he|and she|because|from|dad|with the kids|while}
  `,
  beaten: `
    {he|she|husband|wife|boyfriend|girlfriend|dad|father|mom|mother|stepdad|partner} {hits|beats|punches|chokes|abuses|beat|hit|kicks|rapes|raped|molests} me {and|_|every|when|again|up|with|in|so|if|almost|because|last|or}
  `,
  bullied: `
    {told|tells|telling|asked|urged|begged} {me|us} to *5 {and|just|go} {die|kill myself|disappear|hang myself|jump|end it} {_|already|and|maybe|so|because|honestly}
    {told|tells|telling|tell|said|says} {me|that}? i {should|should've} *2 {been aborted|have been aborted|never been born|have died|been drowned|be dead}
    {told|tells|tell|telling|said|say|says|saying|asked|want|wants|encouraging|encouraged|urging} {me|for me|i should} {to|that i should|i should|should}? {go}? {kill myself|die|kill yourself|end my life|kms|kys|end it all|cut myself|hang myself}
  `,
  kys: `
    kys
    {go|just|should|please|better|to} {kill|hang|neck|off|drown|shoot} yourself
    {go|should|deserve|hope} {and|to|you}? {die|kill yourself} {in a fire|in a hole|_|bitch|already|now}
  `,
} as const
