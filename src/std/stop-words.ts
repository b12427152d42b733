/** Articles, pronouns, auxiliaries, prepositions, conjunctions, and the words that questions begin with. May is a month as well. */
const english = `
a an the this that these those here there
i me my mine myself we us our ours ourselves you your yours yourself yourselves he him his himself she her hers herself
it its itself they them their theirs themselves one ones someone somebody something anyone anybody anything everyone
everybody everything nobody nothing none each every either neither both all any some such other others another own same
am is are was were be been being do does did doing done have has had having can could will would shall should might must
cannot ought gonna gotta wanna
what when where which who whom whose why how whatever whenever wherever whichever whoever
about above across after against along among around as at before behind below beneath beside besides between beyond by
despite down during except for from in into near of off on onto out over per since through throughout
till to toward towards under until up upon via with within without
and but or nor so yet if because although though unless while whereas than then else
no not only just too very also even still again ever never always often already quite rather almost enough more most less
least much many few lot lots bit once now really actually basically literally maybe perhaps probably definitely
totally pretty kinda sorta
dont doesnt didnt isnt arent wasnt werent havent hasnt hadnt couldnt wouldnt shouldnt im ive youre youve theyre theyve
thats whats wheres whos hows theres lets
`

/** What a chat is padded with. */
const fillers = `
ah aha ahh aw aww awww bye er erm eh gee gosh ha haha hahaha hehe hello hey hi hiya hm hmm hmmm huh lol mhm nah nope oh
ohh ok okay omg oops ooh ouch phew please pls sure thank thanks thx u uh ugh um umm ur well wow wowww ya yay yea yeah yep
yes yo yup
`

/** Of five other languages; those that are an English word or a name of somebody (die, war, son, mia) are not here. */
const others = `
aber auch auf aus bei bist dann das dass dein deine dem der des dich dir doch du durch ein eine einem einen einer
eines er es euch gegen hab habe haben hatte ich ihm ihn ihnen ihr ihre im ist ja kein keine mein meine mich mir nach
nein nicht noch nur oder ohne sehr sein seine sich sie sind uns unser unter viel vom von wann warum weil wenn werden
wie wieder wir wird wo wurde zu zum zur zwischen und
au aux avec avez avons ce ces cet cette chez dans de depuis donc du en est et etait etre eux fait il ils je le les leur
leurs lui mais mes moi mon ni notre nous ont ou oui pas plus pourquoi qu quand que quel quelle qui quoi sa sans ses si
sont sur ta tes toi tous tu un une votre vous
algo aunque como cual cuando cuanto cuyo del desde donde e ellas ellos el eres es esa ese eso esta estaba estan estar
este esto estoy ha hasta las le lo los mas mi mis muy nada nosotros nos o para pero por porque pues que quien se ser
sobre somos su sus tambien te tengo ti tiene tienen todos tus una unos unas usted ustedes y ya yo
agli alle allo anche ancora che ci cosa cosi da dagli dai dalla dalle degli dei del della delle dello di gli ho il io
loro mio ne nel nelle noi non o perche piu poi quale quando quanto quella quello questa questo quindi se sei sempre
siamo sono stato sua sul sulla suo tra tuo tutti tutto un vi voi
ao aos as com da das depois dela dele do e ela eles em entao essa esse esta este estou foi isso isto ja mais mas mesmo
meu meus minha muito na nao nem no nos nossa nosso num numa o ou para pode porque quando quem sao se sem ser seu seus
sua suas tambem tem tenho ter teu tudo um uma vai voce voces
`

/** Small letters without accents. */
export const stopWords: ReadonlySet<string> = new Set(`${english}${fillers}${others}`.split(/\s+/).filter(Boolean))
