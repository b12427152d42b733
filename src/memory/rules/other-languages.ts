import { cutBefore, part, set, take, type Clause, type Found, type Phrase, type Rule } from './clause.ts'
import { givenNames } from './given-names.ts'
import { capitalised } from './letter-case.ts'
import { tasteOf } from './liked-things.ts'
import { itemsOf } from './lists.ts'
import { nameAt } from './names.ts'
import { pattern } from './patterns.ts'
import { topicOf } from './topic.ts'
import { hidden } from './words.ts'

/** What a plain statement looks like without accents, and in which word group what it says stands. */
interface Language {
  name: RegExp
  /** Only before what can be nothing but a name. */
  perhapsName?: RegExp
  home: RegExp
  origin: RegExp
  likes: RegExp
  dislikes: RegExp
  allergic: RegExp
  diet: RegExp
}

const german: Language = {
  name: /^(?:ich (?:heisse|heiss|nenne mich)|mein (?:voller )?(?:vor)?name (?:ist|lautet)) /d,
  perhapsName: /^(?:ich bin(?: der| die)?|hier ist|hier spricht) /d,
  home: pattern('d')`
    ^ich (?:wohne|lebe|bin (?:nach|umgezogen nach)) (?:
      (?:jetzt|gerade|derzeit|aktuell|seit \S+ \S+|seit \d+|mit \S+ \S+|zur zeit|schon)[ ]
    )*(?:in|im|bei|nahe|am|auf) (?<what>\S.*)$
  `,
  origin: /^ich (?:komme|bin|stamme) (?:urspruenglich |ursprunglich )?aus (?<what>\S.*)$/d,
  likes: pattern('d')`
    ^ich (?:
      (?:mag|liebe|esse|trinke|hore|lese|spiele) (?:(?:sehr )?(?:gerne?|am liebsten) |sehr )?(?<what>
        (?!kein|nicht|es\b|das\b|dich\b|sie\b|ihn\b|dass\b|wenn\b|wie\b)\S.*
      )
      |stehe auf (?<other>\S.*)
    )$
  `,
  dislikes: pattern('d')`
    ^ich (?:
      (?:mag|esse|trinke) (?:kein(?:e|en|er)? )(?<what>\S.*)
      |hasse (?<hated>(?!es\b|das\b|dich\b|wenn\b|mich\b|dass\b)\S.*)
      |mag (?<not>(?!es\b|das\b|dich\b|wenn\b)\S.*?) (?:gar |uberhaupt )?nicht
    )$
  `,
  allergic: pattern('d')`
    ^ich (?:bin|reagiere) (?:
      (?:stark|sehr|leicht|auch|hoch|schwer)[ ]
    )*(?:allergisch) (?:gegen|auf) (?<what>\S.*)$
    |^ich habe (?:eine? )?(?<kind>\S+?)(?:-)?allergie$
  `,
  diet: /^ich bin (?:strenger? |eine? )?(?<what>vegetarier(?:in)?|veganer(?:in)?|vegan|vegetarisch)(?= |$)/d,
}

const french: Language = {
  name: /^(?:je m'appelle|je me (?:prenomme|nomme)|mon (?:pre)?nom (?:est|c'est)|moi c'est|moi , c'est) /d,
  perhapsName: /^(?:je suis|c'est|ici) /d,
  home: pattern('d')`
    ^(?:j'habite|je (?:vis|reside)|moi j'habite) (?:
      (?:maintenant|actuellement|toujours|aussi|seule?|avec \S+ \S+)[ ]
    )*(?:a|en|au|aux|dans|pres de|sur) (?<what>\S.*)$
    |^j'ai demenage (?:a|en|au) (?<moved>\S.*)$
  `,
  origin: /^je (?:viens|suis originaire|suis) (?:de|du|d'|des) (?<what>\S.*)$/d,
  likes: pattern('d')`
    ^(?:j'aime|j'adore|moi j'aime) (?:(?:bien|beaucoup|vraiment|trop|aussi) )*(?<what>
      (?!pas\b|quand\b|que\b|ca\b|cette\b|ce\b|ton\b|ta\b|tes\b|votre\b|moins\b)\S.*
    )$
  `,
  dislikes: pattern('d')`
    ^(?:
      je n'aime pas|j'aime pas|je deteste|je hais|je n'aime (?:pas )?du tout|je ne supporte pas
    ) (?:(?:du tout|trop|beaucoup|vraiment) )*(?<what>
      (?!quand\b|que\b|ca\b|ce\b|cette\b|me\b|moi\b|etre\b)\S.*
    )$
  `,
  allergic: pattern('d')`
    ^je suis (?:
      (?:tres|aussi|fortement|severement|gravement)[ ]
    )*allergique (?:a la|a l'|aux|au|a) ?(?<what>\S.*)$
    |^j'ai une allergie (?:a la|a l'|aux|au|a) ?(?<kind>\S.*)$
  `,
  diet: /^je suis (?:devenue? )?(?<what>vegetarien(?:ne)?|vegane?|vegetalien(?:ne)?)(?= |$)/d,
}

const spanish: Language = {
  name: /^(?:(?:yo )?me llamo|mi nombre (?:es|completo es)|me dicen|mi nombre) /d,
  perhapsName: /^(?:(?:yo )?soy|aqui) /d,
  home: /^(?:yo )?(?:vivo|resido|estoy viviendo|me (?:he mudado|mude) a) (?:(?:actualmente|ahora|solo|sola|con mi \S+) )*(?:en|cerca de) (?<what>\S.*)$/d,
  origin: /^(?:yo )?(?:soy|vengo|provengo) (?:originari[ao] )?de(?:l)? (?<what>\S.*)$/d,
  likes: pattern('d')`
    ^(?:a mi )?me (?:gustan?|encantan?|fascinan?) (?:(?:mucho|muchisimo) )?(?<what>
      (?!que\b|cuando\b|como\b|tu\b|tus\b|esto\b|eso\b|esta\b|este\b|mas\b)\S.*
    )$
    |^(?:yo )?(?:amo|adoro) (?<other>(?!a\b|que\b|cuando\b|tu\b)\S.*)$
  `,
  dislikes: pattern('d')`
    ^(?:a mi )?no me (?:gustan?|encantan?) (?:(?:nada|mucho) )?(?<what>
      (?!que\b|cuando\b|como\b|esto\b|eso\b|tu\b)\S.*
    )$
    |^(?:yo )?(?:odio|detesto) (?<hated>(?!que\b|cuando\b|a\b|esto\b|eso\b|mi\b)\S.*)$
  `,
  allergic:
    /^(?:yo )?soy (?:(?:muy|tambien) )*alergic[ao] (?:a la|a los|a las|al|a) (?<what>\S.*)$|^tengo alergia (?:a la|a los|a las|al|a) (?<kind>\S.*)$/d,
  diet: /^(?:yo )?soy (?<what>vegetarian[ao]|vegan[ao])(?= |$)/d,
}

const italian: Language = {
  name: /^(?:(?:io )?mi chiamo|il mio nome (?:e|completo e)|mio nome e) /d,
  perhapsName: /^(?:(?:io )?sono|qui) /d,
  home: pattern('d')`
    ^(?:io )?(?:vivo|abito|risiedo|sto|mi sono trasferit[ao]) (?:
      (?:attualmente|ora|adesso|da sol[ao]|con (?:mia|mio|la mia|il mio) \S+)[ ]
    )*(?:a|ad|in|nel|nella|vicino a) (?<what>\S.*)$
  `,
  origin:
    /^(?:io )?(?:sono (?:originari[ao] )?(?:di|della|del)|vengo (?:da|dal|dalla|dall')|provengo da) (?<what>\S.*)$/d,
  likes: pattern('d')`
    ^(?:a me )?mi (?:piace|piacciono) (?:(?:molto|tanto|moltissimo) )?(?<what>
      (?!che\b|quando\b|come\b|questo\b|questa\b|la tua\b|il tuo\b)\S.*
    )$
    |^(?:io )?(?:amo|adoro) (?<other>(?!che\b|quando\b|la tua\b|il tuo\b)\S.*)$
  `,
  dislikes: pattern('d')`
    ^(?:a me )?non mi (?:piace|piacciono) (?:(?:molto|per niente|affatto|tanto) )?(?<what>
      (?!che\b|quando\b|come\b|questo\b|questa\b)\S.*
    )$
    |^(?:io )?(?:odio|detesto) (?<hated>(?!che\b|quando\b|la mia vita\b|me\b)\S.*)$
  `,
  allergic: pattern('d')`
    ^(?:io )?sono (?:(?:molto|anche) )*allergic[ao] (?:alla|alle|allo|agli|ai|al|all'|a) ?(?<what>\S.*)$
    |^ho (?:un')?(?:una )?allergia (?:alla|alle|allo|agli|ai|al|all'|a) ?(?<kind>\S.*)$
  `,
  diet: /^(?:io )?sono (?<what>vegetarian[ao]|vegan[ao])(?= |$)/d,
}

const portuguese: Language = {
  name: /^(?:(?:eu )?(?:me chamo|chamo-me)|(?:o )?meu nome (?:e|completo e)) /d,
  perhapsName: /^(?:(?:eu )?sou(?: o| a)?|aqui e(?: o| a)?) /d,
  home: pattern('d')`
    ^(?:eu )?(?:
      moro|vivo|resido|estou morando|estou a viver|mudei-me para|me mudei para
    ) (?:
      (?:atualmente|agora|sozinh[ao]|com (?:minha|meu|a minha|o meu) \S+)[ ]
    )*(?:em|no|na|nos|nas|perto de) (?<what>\S.*)$
  `,
  origin: /^(?:eu )?(?:sou|venho) (?:de|do|da|dos|das) (?<what>\S.*)$/d,
  likes:
    /^(?:eu )?(?:gosto (?:(?:muito|bastante|mesmo) )?(?:de|do|da|dos|das)|adoro|amo) (?<what>(?!que\b|quando\b|voce\b|ti\b|isso\b|isto\b|como\b)\S.*)$/d,
  dislikes:
    /^(?:eu )?(?:nao gosto (?:(?:muito|nada) )?(?:de|do|da|dos|das)|odeio|detesto) (?<what>(?!que\b|quando\b|isso\b|isto\b|como\b|minha\b)\S.*)$/d,
  allergic:
    /^(?:eu )?sou (?:(?:muito|tambem) )*alergic[ao] (?:ao|aos|a|as) (?<what>\S.*)$|^(?:eu )?tenho alergia (?:ao|aos|a|as|de) (?<kind>\S.*)$/d,
  diet: /^(?:eu )?sou (?<what>vegetarian[ao]|vegan[ao])(?= |$)/d,
}

const languages = [german, french, spanish, italian, portuguese]

const ends = set(`
  , : und aber weil denn mit seit et mais parce car depuis avec qui que y pero porque con desde ma perche da che
  mas com desde quando wenn wo seit cuando donde dove onde dans pour para per fur e & seit allein seul zusammen
  juntos now and but hace il depuis ja schon aunque obwohl sowie ich je yo io eu mit-meiner actualmente ahora
  adesso agora jetzt momentan maintenant o oder ou
`)
const listEnds = set(
  [...ends].filter((word) => !/^(?:,|und|et|y|e|com|con|mit|avec|ou|o|oder|da|ja|il)$/.test(word)).join(' '),
)
/** A place has no indefinite article, and is nobody's. */
const noPlace = pattern('')`
  ^(?:
    ein|eine|einem|einer|einen|un|une|una|uno|um|uma|angst|frieden|meinem|meiner|der vergangenheit|mon|ma|mi
    |mio|mia|meu|minha|su|tu|peur|paix|paz|pace|miedo|paura|medo|meine|mich|dir|euch|fe|ganz|casa|hause|hier
    |ici|aqui|qui|la (?:pobreza|miseria|paura|peur|misere|luna)|el pasado|le passe|il passato|solo|sola|so|bem
    |bien|mal|bene|male|feliz|para|per|pour|por|di|de|gern|noch|nicht|no|non|nao|bei meinen
  )\b
`
const article = /^(?:der|die|das|den|dem|le|la|les|l'|el|los|las|il|lo|i|gli|o|a|os|as|du|des|de|del|della|al)$/
const noThing = pattern('')`
  ^(?:
    es|das|dich|dir|mich|sie|ihn|euch|ca|cela|te|toi|vous|lui|esto|eso|ti|te|questo|quello|lei|lui|voce|isso
    |isto|wenn|quand|cuando|quando|que|che|dass|wie|comment|como|come|nichts|rien|nada|niente|alles|tout|todo
    |tutto|tudo|mein|meine|mon|ma|mes|mi|mis|mio|mia|meu|minha|deine|dein|ton|ta|tes|tu|tus|tuo|tua|seu|sua
    |leben|vivir|vie|vida|vita|die antwort|la reponse|la respuesta|la risposta|a resposta
  )\b
`

const declared = (clause: Clause, at: number, certain: boolean): Phrase | undefined => {
  const name = cutBefore(clause, nameAt(clause, at, 3), ends)
  const first = name.words[0]
  if (!first || !/^\p{L}[\p{L}\p{M}'’.-]+$/u.test(clause.message.slice(first.start, first.end))) return undefined
  const next = clause.words[at + name.words.length]?.text
  const isEnd = next === undefined || ends.has(next)
  if (givenNames.has(first.text)) return isEnd ? name : undefined
  if (
    !certain ||
    pattern('')`
      ^(?:
        nicht|pas|no|non|nao|wie|comment|como|come|so|ein|eine|un|una|dein|ton|tu|tuo|seu|ist|est|es|e|der|die
        |das|le|la|el|il|o|a|geheim|egal|secret|secreto
      )$
    `.test(first.text)
  )
    return undefined
  return isEnd ? name : undefined
}

const withoutArticle = (words: Phrase): Phrase['words'] =>
  article.test(words.words[0]?.text ?? '') ? words.words.slice(1) : words.words
const elided = (raw: string): string => raw.replace(/^(?:l|d|dell|all|un)['’](?=\S)/iu, '')

function placeIn(clause: Clause, phrase: Phrase): string | undefined {
  const place = cutBefore(clause, phrase, ends, 5)
  if (place.text === '' || noPlace.test(place.text) || /\d/.test(place.text)) return undefined
  return capitalised(place.raw.replace(/[\s,]+$/, ''))
}

function thingsIn(clause: Clause, phrase: Phrase): string[] {
  const whole = cutBefore(clause, phrase, listEnds, 12)
  if (noThing.test(whole.text)) return []
  const words = whole.words.map((word) => (/^(?:und|et|y|e)$/.test(word.text) ? { ...word, text: 'and' } : word))
  return itemsOf(clause, { ...whole, words })
    .map((item) => {
      const kept = withoutArticle(item)
      const [first, last] = [kept[0], kept.at(-1)]
      const raw = first && last ? clause.message.slice(first.start, last.end).replace(/\s+/g, ' ') : ''
      return elided(raw).replace(
        / (?:sehr|nicht|gern|gerne|beaucoup|mucho|molto|muito|auch|aussi|tambien|anche|tambem|tanto|bien|lol|seit.*|pas)$/i,
        '',
      )
    })
    .filter(
      (raw) =>
        raw !== '' &&
        raw.split(' ').length <= 4 &&
        /\p{L}{2}/u.test(raw) &&
        !noThing.test(raw.toLowerCase()) &&
        !/["<>{}]/.test(raw) &&
        !raw.includes(hidden),
    )
}

const group = (clause: Clause, pattern: RegExp): Phrase | undefined => {
  const taken = take(clause, pattern)
  if (!taken) return undefined
  const said = ['what', 'other', 'hated', 'not', 'kind', 'moved'].find(
    (name) => pattern.source.includes(`<${name}>`) && taken(name).text !== '',
  )
  return said === undefined ? undefined : taken(said)
}

const allergyOf = (raw: string): Found => ({
  text: `Allergic to ${raw}`,
  slot: null,
  topic: topicOf('allergy', raw),
  polarity: 1,
  importance: 1,
})

const diets: ReadonlyArray<readonly [RegExp, string]> = [
  [/^veget(?:al|ar|er)?/, 'vegetarian'],
  [/^vegan/, 'vegan'],
]

function factsIn(clause: Clause, language: Language): Found[] | undefined {
  const diet = group(clause, language.diet)
  if (diet) {
    const kind = diets.find(([pattern]) => pattern.test(diet.text) && !diet.text.startsWith('vegetal'))?.[1] ?? 'vegan'
    return [
      {
        text: `Is ${kind}`,
        slot: 'diet',
        topic: `diet:${topicOf('diet', kind).slice(5)}`,
        polarity: 1,
        importance: 0.95,
      },
    ]
  }
  const allergic = group(clause, language.allergic)
  if (allergic) {
    if (language === german && clause.text.endsWith('allergie')) {
      const kind = /^(\S+?)-?allergie$/i.exec(part(clause, clause.words.length - 1).raw)?.[1] ?? ''
      return kind.length > 2 && !/^(?:schwere|starke|keine|lebensmittel|nahrungsmittel)$/i.test(kind)
        ? [allergyOf(capitalised(kind.toLowerCase()))]
        : []
    }
    return thingsIn(clause, allergic).map(allergyOf)
  }
  const disliked = group(clause, language.dislikes)
  if (disliked) return thingsIn(clause, disliked).map((thing) => tasteOf('Dislikes', thing, -1))
  const from = group(clause, language.origin)
  if (from) {
    const place = placeIn(clause, from)
    return place === undefined ? [] : [{ text: `Is from ${place}`, slot: 'origin', importance: 0.6 }]
  }
  const named = take(clause, language.name)
  const perhaps = named ? undefined : language.perhapsName && take(clause, language.perhapsName)
  const introduction = named ?? perhaps
  if (introduction) {
    const name = declared(clause, introduction.next, named !== undefined)
    if (name) return [{ text: `Name is ${capitalised(name.raw)}`, slot: 'name', importance: 1 }]
    if (named) return []
  }
  const home = group(clause, language.home)
  if (home) {
    const place = placeIn(clause, home)
    return place === undefined ? [] : [{ text: `Lives in ${place}`, slot: 'home', importance: 0.7 }]
  }
  const liked = group(clause, language.likes)
  if (liked) return thingsIn(clause, liked).map((thing) => tasteOf('Likes', thing, 1))
  return undefined
}

const starts = pattern('')`
  ^(?:
    ich|mein|hier|je|j'|mon|moi|c'est|ici|me|mi|yo|soy|vivo|vengo|tengo|no me|a mi|odio|detesto|amo|adoro|aqui
    |resido|io|il mio|sono|abito|ho|non mi|a me|qui|eu|meu|o meu|chamo|moro|sou|gosto|nao|odeio|tenho|venho
    |estoy|estou
  )(?=[ '-])
  |^[jc]'
`
const unreal = pattern('')`
  \b(?:
    wurde|wuerde|konnte|hatte|ware|waere|voudrais|aimerais|serais|gustaria|quisiera|vorrei|piacerebbe|gostaria
    |vielleicht|peut-etre|quizas|talvez|forse
  )\b
`

/** Plain statements of name, home, likes and allergies in German, French, Spanish, Italian and Portuguese. */
export const otherLanguages: Rule = (clause) => {
  if (!starts.test(clause.text) || unreal.test(clause.text)) return []
  for (const language of languages) {
    const found = factsIn(clause, language)
    if (found && found.length > 0) return found
  }
  return []
}
