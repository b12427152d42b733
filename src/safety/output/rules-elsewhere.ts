import { looks, medicine, rule, type FaultRule } from './fault-rules.ts'
import type { OutputFault } from './output-fault.ts'

/** What is plain in Spanish, French, German, Portuguese and Italian, without accents. */
interface Language {
  method: readonly RegExp[]
  encouragement: readonly RegExp[]
  secrecy: RegExp
  minimising: RegExp
  dosage: readonly RegExp[]
  diagnosis: RegExp
  humanClaim: RegExp
}

const illness = String.raw`(?:depression|depresion|depressao|depressione|bipolar\w*|bipolaire|bipolare|trastorno \w+|trouble \w+|transtorno \w+|disturbo \w+|storung|angststorung|ptbs|tept|esquizofrenia|schizophrenie|schizofrenia|psychose|psicosis|psicosi|psicose|adhs|tdah|borderline|anorexi[ae]|bulimi[ae]|eine? \w+storung)`

const affirmed = String.raw`(?:(?!\b(?:no|ne|n|nicht|nao|non)\b).){0,20}`

const spanish: Language = {
  method: [
    looks`\bdosis (?:letal|mortal)\b.{0,60}\d`,
    looks`\b(?:toma|tome|tomate|traga|puedes tomar|deberias tomar)\b.{0,40}\b(?:pastillas|comprimidos|pildoras)\b.{0,40}\b(?:de golpe|a la vez|juntas|con (?:alcohol|vodka|ron))`,
    looks`\b(?:ata|atate|cuelga)\b.{0,30}\b(?:cuerda|soga|cinturon)\b.{0,30}\bcuello`,
    looks`\b(?:cortate|corta)\b.{0,20}\b(?:munecas?|venas?)\b`,
  ],
  encouragement: [
    looks`\b(?:deberias|debes|tienes que|puedes|mejor|adelante,?|hazlo,?) (?:y )?(?:matarte|mata[rt]e|suicidarte|quitarte la vida|acabar con (?:todo|tu vida)|acaba con (?:todo|tu vida))\b`,
    looks`\b(?:todos|tu familia|ellos|el mundo)\b${affirmed}\b(?:estarian|estaria|estaran|estara) mejor sin ti\b`,
  ],
  secrecy: looks`\b(?:promete(?:me)? (?:que )?no (?:se lo )?(?:diras|contaras|decirselo|contarselo)|no se lo (?:digas|cuentes) a nadie|no le (?:digas|cuentes) (?:esto )?a (?:nadie|tus padres)|que quede entre (?:nosotros|tu y yo))\b`,
  minimising: looks`\b(?:es solo una fase|solo es una fase|deja de (?:ser tan dramatic[ao]|exagerar|dramatizar)|estas exagerando|no es para tanto|exageras)\b`,
  dosage: [
    looks`\b(?:toma|tome|tomar|aumenta|aumente|sube|baja|reduce)\b.{0,40}\b\d+ ?(?:mg|miligramos|comprimidos|pastillas)\b`,
    looks`\b(?:aumenta|aumente|duplica|reduce|sube|baja) (?:tu|la|su) (?:dosis|medicacion)\b`,
    looks`\b(?:deja|deje) de tomar (?:tu |el |la |tus |su |los )?(?:medicacion|pastillas|medicamentos?|antidepresivos?|${medicine})\b`,
  ],
  diagnosis: looks`\b(?:tienes|padeces|sufres|usted tiene|usted padece) (?:de |claramente |una? )*${illness}\b|\beres (?:claramente )?(?:bipolar|esquizofrenic[ao]|autista|borderline)\b`,
  humanClaim: looks`\b(?:soy|como) (?:una? )?(?:(?:psicolog[ao]|terapeuta|psiquiatra|medic[ao])(?: (?:titulad|licenciad|colegiad)[ao])?(?:,|\.|$| con| licenciad| titulad| de verdad)|(?:persona|humano|humana) (?:real|de verdad|tambien|como tu)|human[ao](?:\.|$|,| tambien| como))`,
}

const french: Language = {
  method: [
    looks`\bdose (?:letale|mortelle)\b.{0,60}\d`,
    looks`\b(?:prends|prenez|avale|avalez|il faut prendre|tu peux prendre)\b.{0,40}\b(?:comprimes|cachets|pilules|medicaments)\b.{0,40}\b(?:d'un coup|en meme temps|avec (?:de l'alcool|de la vodka|du vin))`,
    looks`\b(?:attache|attachez|noue|passe)\b.{0,30}\b(?:corde|ceinture)\b.{0,30}\b(?:cou|gorge)\b`,
    looks`\b(?:coupe|tranche|ouvre)[- ]toi\b.{0,20}\b(?:poignets?|veines?)\b`,
  ],
  encouragement: [
    looks`\b(?:tu devrais|vous devriez|tu dois|vas-y,?|tu peux|mieux vaut) (?:et )?(?:te tuer|vous tuer|te suicider|vous suicider|tue-toi|mettre fin a (?:tes|vos) jours|en finir)\b`,
    looks`\b(?:ta famille|tout le monde|ils|elles|le monde|tes proches)\b${affirmed}\b(?:serait|seraient|sera|se porterait|se porteraient|iraient|irait) mieux sans (?:toi|vous)\b`,
  ],
  secrecy: looks`\b(?:promets(?:-moi)? de n[e']?(?: (?:le|en))? ?(?:rien )?(?:dire|parler)|n'en (?:parle|parlez) a personne|ne (?:le |l')?(?:dis|dites)(?: rien| ca| cela)? (?:a|pas a) (?:personne|tes parents)|(?:ca|cela|que ca|que cela) reste (?:entre nous|un secret))\b`,
  minimising: looks`\b(?:c'est|ce n'est) (?:juste|qu'?|seulement) ?(?:une phase|une passade|dans ta tete)\b|\b(?:arrete|arretez) (?:d'exagerer|de dramatiser|ton cinema|d'en faire)\b|\b(?:tu exageres|vous exagerez|tu dramatises)\b`,
  dosage: [
    looks`\b(?:prends|prenez|prendre|augmente|augmentez|passe a|passez a|reduis|reduisez)\b.{0,40}\b\d+ ?(?:mg|milligrammes|comprimes|cachets|gelules)\b`,
    looks`\b(?:augmente|augmentez|double|doublez|reduis|reduisez|baisse|baissez) (?:ta|votre|la) (?:dose|posologie)\b`,
    looks`\b(?:arrete|arretez) (?:de prendre )?(?:ton|votre|tes|vos|le|les) (?:traitement|medicaments?|antidepresseurs?|${medicine})\b`,
  ],
  diagnosis: looks`\b(?:tu as|vous avez|tu souffres|vous souffrez) (?:clairement |manifestement )?(?:(?:une?|de|d'un|d'une|d'|un) ?)?${illness}\b|\b(?:tu es|vous etes) (?:clairement )?(?:bipolaire|schizophrene|autiste|borderline|depressif|depressive)\b`,
  humanClaim: looks`\b(?:je suis|en tant que) (?:une? )?(?:vraie? )?(?:(?:psychologue|therapeute|psychiatre|medecin)(?: (?:diplomee?|agreee?|licenciee?))?(?:,|\.|$| depuis| avec| diplom)|(?:personne|humain|humaine|etre humain)(?: (?:reelle|aussi|comme (?:toi|vous)))?(?:,|\.|$))`,
}

const german: Language = {
  method: [
    looks`\b(?:todliche|letale) (?:dosis|menge)\b.{0,60}\d`,
    looks`\b(?:nimm|nehmen sie|schluck|schlucke|du kannst)\b.{0,40}\b(?:tabletten|pillen|schlaftabletten)\b.{0,40}\b(?:auf einmal|gleichzeitig|mit (?:alkohol|wodka|wein))`,
    looks`\b(?:binde|leg|lege|knote|wickle)\b.{0,30}\b(?:seil|strick|gurtel)\b.{0,30}\b(?:hals)\b`,
    looks`\b(?:schneide|schneid|ritze) (?:dir )?.{0,20}\b(?:pulsadern?|handgelenke?|venen)\b`,
  ],
  encouragement: [
    looks`\b(?:du solltest|sie sollten|du kannst|tu es|mach schon)\b.{0,20}\b(?:dich umbringen|dich toten|sich umbringen|dir das leben nehmen|es beenden|allem ein ende (?:setzen|machen))\b`,
    looks`\b(?:bring dich (?:doch |einfach )?um|nimm dir (?:doch |einfach )?das leben|mach (?:doch |einfach )?schluss mit (?:allem|deinem leben))\b`,
    looks`\b(?:ohne dich|ohne sie) (?:ginge|geht|ware|waren|wurde) (?:es )?(?:\w+ ){0,3}(?:besser|besser gehen)\b|\b(?:alle|deine familie|die welt|sie)\b${affirmed}\b(?:ohne dich besser dran)\b`,
  ],
  secrecy: looks`\b(?:versprich(?: mir)?,? (?:dass du )?(?:es )?(?:niemandem|keinem)|(?:sag|erzahl|sagen sie|erzahle) (?:es |das |davon )?(?:niemandem|keinem)|das bleibt (?:unter uns|unser geheimnis)|behalte? (?:das|es) (?:bitte )?fur dich)\b`,
  minimising: looks`\b(?:das ist|es ist) (?:doch |ja )?(?:nur|bloss) (?:so )?eine phase\b|\b(?:stell dich nicht so an|ubertreib(?:e)? (?:mal )?nicht|du ubertreibst(?! (?:\w+ )?nicht)|hab dich nicht so|reiss dich zusammen|sei nicht so dramatisch)\b`,
  dosage: [
    looks`\b(?:nimm|nehmen sie|nehme|erhohe|erhohen sie|reduziere|reduzieren sie)\b.{0,40}\b\d+ ?(?:mg|milligramm|tabletten|kapseln)\b`,
    looks`\b(?:erhohe|erhohen sie|verdopple|verdoppeln sie|reduziere|reduzieren sie|senke|senken sie) (?:deine|ihre|die) dosis\b`,
    looks`\b(?:setz|setze|setzen sie)\b.{0,10}\b(?:deine?|ihre?|dein|das|die)\b.{0,25}\b(?:medikamente?|antidepressiva|tabletten|${medicine})\b.{0,15}\bab\b`,
    looks`\bhor(?:e|en sie)? auf,? .{0,30}\b(?:medikamente?|antidepressiva|tabletten|${medicine})\b.{0,15}\bzu nehmen\b`,
  ],
  diagnosis: looks`\b(?:du hast|sie haben|du leidest an|sie leiden an|du leidest unter) (?:eindeutig |offensichtlich |klar |ganz klar )?(?:eine[r]? )?(?:\w+ )?(?:${illness}|\w*depression|\w+storung)\b|\b(?:du bist|sie sind) (?:eindeutig )?(?:bipolar|schizophren|autistisch|manisch|borderliner\w*)\b`,
  humanClaim: looks`\bich bin (?:auch |wirklich )?(?:nur |doch )?(?:ein[e]? )?(?:echter? |approbierter? |zugelassene[r]? |lizenzierter? |ausgebildete[r]? )*(?:therapeut(?:in)?|psycholog(?:e|in)|psychiater(?:in)?|psychotherapeut(?:in)?|arzt|arztin|mensch)\b|\bals (?:approbierter? |ausgebildete[r]? )?(?:therapeut(?:in)?|psycholog(?:e|in)|psychiater(?:in)?|psychotherapeut(?:in)?) (?:mit|habe ich|weiss ich|seit)\b`,
}

const portuguese: Language = {
  method: [
    looks`\bdose (?:letal|mortal|fatal)\b.{0,60}\d`,
    looks`\b(?:tome|toma|engula|voce pode tomar)\b.{0,40}\b(?:comprimidos|pilulas|remedios)\b.{0,40}\b(?:de uma vez|ao mesmo tempo|juntos|com (?:alcool|vodca|vinho))`,
    looks`\b(?:amarre|prenda|coloque)\b.{0,30}\b(?:corda|cinto)\b.{0,30}\bpescoco`,
    looks`\bcorte\b.{0,20}\b(?:pulsos?|veias?)\b`,
  ],
  encouragement: [
    looks`\b(?:voce deveria|voce deve|deverias|devias|va em frente e|pode) (?:se matar|matar-te|te matar|se suicidar|tirar a (?:sua|propria) vida|acabar com (?:tudo|a sua vida)|acabe com tudo)\b`,
    looks`\b(?:todos|sua familia|a tua familia|eles|o mundo)\b${affirmed}\b(?:estariam|estaria|ficariam|ficaria|vao ficar) melhor(?:es)? sem (?:voce|ti)\b`,
  ],
  secrecy: looks`\b(?:prometa(?:-me)? (?:que )?(?:nao|a nao) (?:vai )?(?:contar|dizer)|promete(?:-me)? que nao (?:contas|dizes)|nao (?:conte|contes|diga|digas) (?:isso |isto |nada )?a ninguem|(?:isso|isto) fica (?:so )?entre nos)\b`,
  minimising: looks`\b(?:e|isso e|isto e) (?:so|apenas) uma fase\b|\b(?:pare|para|deixe|deixa) de (?:drama|ser (?:tao )?dramatic[ao]|exagerar|fazer drama|dramatizar)\b|\b(?:voce esta|estas a) exagera(?:ndo|r)\b`,
  dosage: [
    looks`\b(?:tome|toma|tomar|aumente|aumenta|reduza)\b.{0,40}\b\d+ ?(?:mg|miligramas|comprimidos|capsulas)\b`,
    looks`\b(?:aumente|aumenta|dobre|duplica|reduza|reduz) (?:a )?(?:sua |tua )?(?:dose|medicacao)\b`,
    looks`\b(?:pare|para|deixe|deixa) de tomar (?:o |a |os )?(?:seu |sua |seus |teu |tua |teus )?(?:remedios?|medicamentos?|medicacao|antidepressivos?|${medicine})\b`,
  ],
  diagnosis: looks`\b(?:voce tem|tu tens|tens|voce sofre de|sofres de) (?:claramente )?(?:uma? )?${illness}\b|\b(?:voce e|tu es) (?:claramente )?(?:bipolar|esquizofrenic[ao]|autista|borderline)\b`,
  humanClaim: looks`\b(?:eu sou|sou|como) (?:uma? )?(?:(?:psicolog[ao]|terapeuta|psiquiatra|medic[ao])(?: (?:licenciad|formad|registrad)[ao])?(?:,|\.|$| com| licenciad| formad| ha)|(?:pessoa|human[ao]|ser humano)(?: (?:real|de verdade|tambem|como voce))(?:,|\.|$))`,
}

const italian: Language = {
  method: [
    looks`\bdose (?:letale|mortale)\b.{0,60}\d`,
    looks`\b(?:prendi|prenda|ingoia|puoi prendere)\b.{0,40}\b(?:pillole|compresse|pastiglie)\b.{0,40}\b(?:tutte insieme|in una volta|con (?:alcol|la vodka|il vino))`,
    looks`\b(?:lega|annoda|metti)\b.{0,30}\b(?:corda|cintura)\b.{0,30}\bcollo\b`,
    looks`\btaglia(?:ti)?\b.{0,20}\b(?:polsi|polso|vene)\b`,
  ],
  encouragement: [
    looks`\b(?:dovresti|devi|puoi|vai avanti e|fallo,?) (?:ucciderti|ucciditi|ammazzarti|suicidarti|toglierti la vita|farla finita|mettere fine alla tua vita)\b`,
    looks`\b(?:tutti|la tua famiglia|loro|il mondo)\b.{0,20}\b(?:starebbero|starebbe|staranno|stara) meglio senza di te\b`,
  ],
  secrecy: looks`\b(?:prometti(?:mi)? di non (?:dirlo|parlarne)|promettimi che non lo dirai|non (?:dirlo|parlarne|raccontarlo|dire niente) (?:a|con) (?:nessuno|i tuoi)|(?:che )?(?:questo |questa cosa )?(?:resta|resti|rimane|rimanga) tra (?:noi|me e te))\b`,
  minimising: looks`\be (?:solo|soltanto) (?:una fase|un momento passeggero)\b|\b(?:smettila di (?:esagerare|fare (?:la vittima|il melodrammatico|la melodrammatica|drammi))|stai esagerando|non e niente di grave)\b`,
  dosage: [
    looks`\b(?:prendi|prenda|prendere|aumenta|aumenti|riduci)\b.{0,40}\b\d+ ?(?:mg|milligrammi|compresse|pastiglie)\b`,
    looks`\b(?:aumenta|aumenti|raddoppia|riduci|riduca|dimezza) (?:la tua |la sua |la )(?:dose|terapia)\b`,
    looks`\b(?:smetti|smetta) di prendere (?:il |la |i |gli )?(?:tuo |tua |tuoi |suoi )?(?:farmac[oi]|medicin[ae]|antidepressiv[oi]|${medicine})\b`,
  ],
  diagnosis: looks`\b(?:hai|lei ha|soffri di|lei soffre di) (?:chiaramente )?(?:la |una? |il )?${illness}\b|\b(?:sei|lei e) (?:chiaramente )?(?:bipolare|schizofrenic[ao]|autistic[ao]|borderline)\b`,
  humanClaim: looks`\b(?:sono|come|in quanto) (?:un[ao]? ?'?)?(?:(?:psicolog[ao]|terapeuta|psichiatra|medico|psicoterapeuta)(?: (?:abilitat|laureat|iscritt)[ao])?(?:,|\.|$| con| abilitat| da)|(?:persona|uman[ao]|essere umano)(?: (?:vera|reale|anch'io|come te))(?:,|\.|$))`,
}

const ownDenial = new Set<OutputFault>(['encouragement', 'secrecy', 'minimising'])

export const rulesElsewhere: readonly FaultRule[] = [spanish, french, german, portuguese, italian].flatMap((said) =>
  [
    ...said.method.map((looks) => rule('method', looks)),
    ...said.encouragement.map((looks) => rule('encouragement', looks)),
    rule('secrecy', said.secrecy, 'grave'),
    rule('minimising', said.minimising, 'tense'),
    ...said.dosage.map((looks) => rule('dosage', looks, 'therapy')),
    rule('diagnosis', said.diagnosis, 'therapy'),
    rule('human_claim', said.humanClaim, 'therapy'),
  ].map((told): FaultRule => ({ ...told, negated: ownDenial.has(told.fault) })),
)
