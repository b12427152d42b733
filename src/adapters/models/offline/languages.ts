import type { Clause } from './clauses.ts'

interface Language {
  greetings: ReadonlySet<string>
  /** Words that are common there and that no English sentence is likely to hold. */
  telling: ReadonlySet<string>
  say: readonly string[]
}

const split = (words: string): ReadonlySet<string> => new Set(words.split(' '))

const languages: readonly Language[] = [
  {
    greetings: split('hola buenas buenos gracias adiós adios'),
    telling: split(
      'estoy eres soy está esta muy pero porque por para como cómo qué que quiero tengo puedo puedes mi hoy nada también el los las una y yo tú me siento triste feliz ayuda hablas español ayudarme hacer decir trabajo familia cuando',
    ),
    say: [
      'Hola. Sin conexión solo entiendo bien el inglés; si te resulta cómodo, cuéntamelo en inglés.',
      'Te leo, pero sin un modelo de verdad mi español no llega más lejos. ¿Puedes decírmelo en inglés?',
      'Lo siento, en español me pierdo enseguida; en inglés puedo acompañarte mejor.',
    ],
  },
  {
    greetings: split('bonjour bonsoir salut merci coucou'),
    telling: split(
      'je suis tu es il elle nous vous très mais parce que pour avec quoi comment pourquoi veux ai peux mon ma mes les des une et est pas ne moi toi triste heureux aide aujourd parle français travail famille ça',
    ),
    say: [
      "Bonjour. Hors connexion, je ne comprends bien que l'anglais ; si cela vous convient, écrivez-moi en anglais.",
      "Je vous lis, mais sans un vrai modèle mon français s'arrête là. Pouvez-vous me le dire en anglais ?",
      'Désolé, je me perds vite en français ; en anglais, je vous suivrai mieux.',
    ],
  },
  {
    greetings: split('hallo guten danke tschüss servus moin'),
    telling: split(
      'ich bin du bist ist nicht und oder aber weil für mit wie warum wer wo kann kannst möchte habe mein meine der das ein eine mir dir mich dich sehr traurig glücklich hilfe heute deutsch arbeit familie auch geht es müde',
    ),
    say: [
      'Hallo. Ohne Verbindung verstehe ich nur Englisch gut; schreib mir gern auf Englisch.',
      'Ich lese mit, aber ohne ein richtiges Modell reicht mein Deutsch nicht weiter. Magst du es auf Englisch sagen?',
      'Tut mir leid, auf Deutsch verliere ich schnell den Faden; auf Englisch kann ich dir besser folgen.',
    ],
  },
  {
    greetings: split('olá ola oi obrigado obrigada tchau'),
    telling: split(
      'estou és sou está você voce muito mas porque por para como que quero tenho posso pode meu minha hoje nada também os uma e eu não nao triste feliz ajuda fala português trabalho família quando tudo bem',
    ),
    say: [
      'Olá. Sem ligação só entendo bem inglês; se puder, escreva-me em inglês.',
      'Estou a ler, mas sem um modelo a sério o meu português não vai mais longe. Pode dizer-me isso em inglês?',
      'Desculpe, em português perco-me depressa; em inglês consigo acompanhar melhor.',
    ],
  },
  {
    greetings: split('ciao buongiorno buonasera grazie salve arrivederci'),
    telling: split(
      'sono sei è molto ma perché perche per con come cosa che voglio ho posso puoi mio mia oggi niente anche il gli una e io tu non mi sento triste felice aiuto parli italiano lavoro famiglia quando stai bene della questo',
    ),
    say: [
      "Ciao. Senza collegamento capisco bene solo l'inglese; se ti va, scrivimi in inglese.",
      'Ti leggo, ma senza un modello vero il mio italiano si ferma qui. Puoi dirmelo in inglese?',
      'Mi dispiace, in italiano mi perdo presto; in inglese riesco a seguirti meglio.',
    ],
  },
]

const englishWords = split(
  'i am is are was were the a an and or but not my your you he she we they it this that what who why how when where do did does have has had can could would will want need feel think to of in on for with at me so no yes hello hi thanks please very just about',
)

const other: readonly string[] = [
  'I can only follow English well while I am the offline model. Would you put that in English for me?',
  'That is in a language that I cannot read offline, and I would hate to guess at it. English works, if it works for you.',
  'I am still lost outside English, I am afraid. A few English words would be enough to go on.',
]

/** Two words of a language tell it, or a greeting; but a lone "ciao" is English where all before it was. */
const TELLING = 2

const count = (keys: readonly string[], words: ReadonlySet<string>): number =>
  keys.reduce((sum, key) => sum + (words.has(key) ? 1 : 0), 0)

const keysOf = (clauses: readonly Clause[]): string[] => clauses.flatMap(({ words }) => words.map(({ key }) => key))

export const isEnglish = (clauses: readonly Clause[]): boolean => count(keysOf(clauses), englishWords) >= TELLING

/** What to say to someone who does not write English; undefined to someone who, as far as one can see, does. */
export function inOtherLanguage(
  text: string,
  clauses: readonly Clause[],
  english: boolean,
): readonly string[] | undefined {
  const keys = keysOf(clauses)
  const letters = keys.join('')
  const latin = letters.match(/\p{Script=Latin}/gu)?.length ?? 0
  const foreign = letters.match(/[^\p{Script=Latin}\p{N}\p{M}]/gu)?.length ?? 0
  if (foreign > latin) return other

  const known = count(keys, englishWords)
  if (/[¿¡]/.test(text)) return languages[0]?.say
  let best: { language: Language; score: number } | undefined
  for (const language of languages) {
    const greeted = language.greetings.has(keys[0] ?? '') && !(english && keys.length === 1)
    const score = count(keys, language.telling) + (greeted ? TELLING : 0)
    if (score >= TELLING && score > known && score > (best?.score ?? 0)) best = { language, score }
  }
  return best?.language.say
}
