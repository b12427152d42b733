import { createPhraseBook } from './phrases.ts'
import { classes } from './word-classes.ts'

/** Said every day of anything but death: what they cover, nothing else may read. */
export const idioms = createPhraseBook(
  {
    idiom: `
      {kill|killing|killed} {time|it|two|the|a|off}
      kill|killed|killing myself {laughing|working|trying|training|studying|over|at the gym|to get|to make|to finish|for this|in the gym}
      work|working|worked myself {to death|to the bone|into the ground}
      worked|scared|bored|frozen|starved|sick|tickled|choked to death
      {career|political|social|commercial|financial|electoral|professional|reputational|economic|brand|fashion|corporate|digital|diplomatic|tactical|academic|business|infanticide} suicide
      {commit|committing|committed} {career|political|social|financial|professional|commercial} suicide
      suicide {squad|bomber|bombers|bombing|bombings|attack|attacks|vest|vests|mission|missions|door|doors|drone|drones|belt|squeeze|pact|burning|run|runs|sprints|girls|silence|king|kings|cable|burn|lane|bid|hill|note font}
      suicide by cop
      suicidal tendencies
      die|dying|died {of|from} {laughter|laughing|embarrassment|boredom|curiosity|cringe|shame|cuteness|happiness|excitement|thirst|hunger|heat|cold|secondhand|anticipation|jealousy|heatstroke|the heat|the cold|cuteness|joy|old age|natural causes|love}
      die|dying|died laughing|inside|hard|down|out|cast|off|again
      die happy
      {nerf|toy|water|airsoft|paintball|glue|nail|staple|heat|spray|massage|bb|squirt|caulking|caulk|tattoo|finger|price|confetti} {gun|guns|pistol|rifle}
      {taste|tastes|tasted|tasting|smell|smells|smelled} like death
      {look|looks|looked|feel|felt} like death warmed
      die|dying to {see|know|hear|try|meet|read|watch|go|play|find|tell|get|eat|visit|have|be|learn|taste|ask|show|share|use|start}
      dying|die for {a|an|some|the|more|that|this|coffee|food|lunch|dinner|season}
      would rather|sooner die {than|before}
      rather die than
      rather be dead than {eat|wear|watch|drink|listen|caught|use|seen|red|play|support|read|vote|sing|dance|pay|buy|run|cook|a|an|in|write|code|drive}
      die|dying|died $own *1 {hair|jeans|shirt|beard|clothes|eyebrows|dress|roots}
      i could|would|can die {happy|for|right now of|of|laughing}
      {to|i would|would} die for {_|her|him|you|my|this|that|these|those|it|and}
      die on {this|that|the} hill
      {almost|nearly|literally|practically|basically} {died|dying|dead} {laughing|when|at}
      dead|dying {tired|serious|laughing|battery|inside|of laughter|end|line|weight|code|on my feet|last}
      {battery|phone|laptop|car|engine|plant|plants|computer|server|process|router|app|printer|tree|dog|cat|fish|hamster|wifi|connection|console|tv|watch|headphones|internet|language|trend|meme|chat|conversation|thread|party|franchise|genre|show|character|star} {is|are|was|were|keeps|has|have|just}? {going to}? {be}? {die|dying|died|dead|killed}
      {old|bad|good} {habits|ideas} die
      wash to die
      never say die
      {do or|live and let|live or let} die
      die|dies|dying in {a|the|this} {game|level|fight|match|raid|dungeon|round|boss|video|simulator|minecraft|fortnite|roblox|elden|dark|hollow|overwatch|valorant|league|pvp|nuzlocke}
      $kill|burn|drown|bury|cut $self {off|out|some|a|short|loose|in work|in emails|in paperwork|in the foot|in coffee|in books|up|free|open on|down to|into}
      {shoot|shot|shoots|shooting} $self in the foot
      hang|hung|hanging $self out
      top myself up
      off myself|himself|herself|themselves|yourself and
      $hurt|$kill|beat|beating|kick|kicking $self {up|off balance}
      punish|punishing|kill|killing myself {in the gym|at the gym|with|over|about|for}
      delete|deleting|remove|removing myself {from|out|off}
      poison|gas yourself
      {end|ending|ended|ends} {it|things|everything} {with|there|here|at|on|by|up|well|between|like|that way|in a|amicably|badly|early|properly|gracefully|off}
      {end|ending|ended} it all {with a|in one}
      {took|take|takes|taking} {$own} life {back|to|seriously|for granted|into|one|more|less|day|advice|lessons|by|in}
      disappear|disappearing from {my|the screen|the list|view|search}
      lost|lose|losing $own life savings
      $own own? life lessons|story|stories|coach|jacket|hacks
      woken up {so|too|late|early|earlier|at|in}
      self harm {reduction|prevention|awareness|policy|policies}
      better off without me {in|on|at|as|for} {this|that|the|my|our|a} {meeting|call|project|team|role|class|group|game|task|band|committee}
      harm|hurt myself {financially|professionally|in the long}
      hit myself {up|over the head with}
      would rather {kill|shoot|stab|hang|gouge} myself than
      wake up {early|late|at|in|on|before|from}
      {not|never} wake up {early|late|at|in time|on time|before|to|until|for|with|from my|when|without}
      {does|did} not die
      {be|been|being|is|am|was|were|get|got|will be} {gone} {for|by|until|till|all|a|from|on|with|next|this|today|tomorrow|the|when|in}
      death {metal|star|valley|grip|stare|by|match|stranding|note|row|penalty|toll|tax|certificate|eater|knight|zone|march|spiral|on the nile|of a|cab|proof}
      {to|bored to|loved|love you to|bleed to|starve to} death
      quit|stop breathing {through|so|heavily|loudly}
      sleep forever {if|after this|on the weekend}
      cutting {edge|board|corners|costs|carbs|vegetables|onions|paper|classes|hair|the|my hair|season|phase|and bulking|weight|sugar}
      {i have been|i am|started|on a} cutting {for|after|since|season|phase}
      death grips
      dead {by|before|in} *2 at this rate
      {overdose|overdosing|overdosed|od|oding} on *1 {bears|candy|chocolate|sugar|pizza|tacos|sushi|cheese|cookies|cake|ice cream|memes|cuteness|netflix|tiktok|anime|pasta|carbs|bacon|popcorn|chips|christmas|music|nostalgia|reels|content|cat|fries}
      {bungee|base|parachute|bungy} {jump|jumping|jumps|jumped} {off|from|into}?
    `,
  },
  classes,
)
