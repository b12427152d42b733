import { type Clause, type Found } from './clause.ts'
import { tasteOf, tastes } from './liked-things.ts'
import { oneOf, pattern } from './patterns.ts'
import type { Saying } from './sayings.ts'
import { topicOf } from './topic.ts'

const person = pattern('d')`
  ^i am (?<not>not )?(?:more of |definitely |such )?an? (?<what>
    (?:
      morning|night|early|coffee|tea|cat|dog|people|beach|mountain|city|indoor|outdoor|outdoors|family|book
      |summer|winter
    ) person
    |night owl|early bird|early riser|(?:big|avid|keen|huge|voracious) reader
    |(?:huge |big |massive |real )?foodie|homebody|introvert|extrovert|foodie|bookworm|gamer|cinephile
    |workaholic|perfectionist
  )(?= ,|$| and | but | so )
`
const instruments = oneOf(`
  guitar, piano, violin, viola, drums?, bass, cello, flute, saxophone, sax, clarinet, trumpet, trombone,
  ukulele, harp, banjo, accordion, harmonica, oboe, keyboard, organ, mandolin, tabla, sitar, veena, bagpipes,
  bodhran
`)
const games = oneOf(`
  tennis, football, soccer, basketball, volleyball, chess, golf, hockey, ice hockey, field hockey, rugby,
  badminton, baseball, cricket, table tennis, ping pong, squash, handball, lacrosse, poker, water polo,
  softball, pool, snooker, darts, go, padel, pickleball, ultimate frisbee, netball, kabaddi, carrom, d&d,
  dungeons and dragons, video games, videogames, board games, minecraft, fortnite, valorant,
  league of legends, dota, fifa, roblox, bridge, bowls
`)
const plays = pattern('d')`
  ^i (?:
    (?:(?:can|know how to) )?play|have (?:played|been playing)|(?:have )?learned to play|learnt to play
  )(?= ) (?:the |a lot of )?
  (?<what>
    (?:
      (?:electric|acoustic|classical|bass|jazz|a bit of|some|competitive|amateur|five-a-side)[ ]
    )?(?:${instruments}|${games})(?: and (?:the )?(?:${instruments}|${games}))?
  )(?=$| |,)
`
const tongues = oneOf(`
  english, german, french, spanish, italian, portuguese, dutch, polish, russian, chinese, mandarin, cantonese,
  japanese, korean, arabic, turkish, hindi, urdu, bengali, swedish, norwegian, danish, finnish, greek, hebrew,
  czech, hungarian, romanian, ukrainian, vietnamese, thai, indonesian, swahili, catalan, persian, farsi,
  tamil, telugu, marathi, gujarati, punjabi, kannada, malayalam, tagalog, filipino, malay, afrikaans, zulu,
  xhosa, yoruba, igbo, hausa, twi, amharic, somali, nepali, sinhala, odia, welsh, irish, gaelic, scots, latin,
  sign language, asl, bsl, croatian, serbian, bulgarian, slovak, estonian, latvian, lithuanian, basque,
  icelandic
`)
const speaks = pattern('d')`
  ^(?:
    i (?:can )?(?:(?<only>only) )?(?:
      speak|am fluent in|am bilingual(?: in| ,)|am a native speaker of|am a native (?=\S+ speaker)|know
    )(?: fluent| a bit of| some| a little| native| (?:two|three|four|five|\d) languages ,)?
    |my (?:native|first|mother|second) (?:language|tongue) is|my mother tongue is
  ) (?<what>(?:(?:${tongues})(?: , and |(?: , ?)| and |$| ))+)
`
const sports = oneOf(`
  climbing, running, jogging, swimming, hiking, cycling, surfing, skiing, snowboarding, fishing, hunting,
  sailing, bouldering, dancing, camping, birdwatching, birding, kayaking, rowing, horse riding,
  horseback riding, mountain biking, trail running, skating, scuba diving, diving, thrifting
`)
const crafts = oneOf(`
  crochet, knit, sew, paint, draw, bake, surf, ski, snowboard, climb, garden, hunt, sing, dance, cycle, swim,
  meditate, journal, embroider, quilt, skateboard, box, hike, bird-watch, busk, dj, game
`)
const goes = pattern('d')`
  ^i (?:go|have been going) (?<what>${sports})(?=
    [ ](?:every|once|twice|three|most|a lot|on|regularly|in|at|all|\d)\b|$
  )
  |^i (?:${crafts})(?: and (?:${crafts}))?$
  |^i (?:run|do) (?<races>marathons|half marathons|ultras|ultramarathons|5ks|10ks|triathlons)(?= |$)
  |^i (?:run|swim|cycle|jog|hike|climb|knit|crochet|paint|draw|sew|surf|ski|box|bake|garden|meditate) (?:
     every|once|twice|three times|most|regularly|a lot|on \S+days?|in my (?:free|spare) time|as a hobby|for fun
   )
`
const practices = pattern('d')`
  ^i (?:do|practise|practice|am doing|have been doing) (?<what>
    yoga|pilates|karate|judo|taekwondo|jiu-jitsu|bjj|jiu jitsu|kickboxing|boxing|muay thai|mma|crossfit|ballet
    |tai chi|gymnastics|calligraphy|origami|pottery|ceramics|martial arts|triathlons?|marathons?|parkour|zumba
    |meditation|photography|woodworking|stand-up|improv|amateur dramatics
  )(?= |$)
`
const fears = pattern('d')`
  ^i (?:
    am (?:really |so |absolutely )*(?:terrified|scared|afraid|petrified|frightened) of
    |have an? (?:irrational |huge |massive |real )?(?:fear|phobia) of
  ) (?<what>\S.*)$
`
const native = new RegExp(`^i am an? native (?<what>${tongues}) speaker\\b`, 'd')
const tongueIs = new RegExp(`^(?<what>${tongues}) is my (?:mother tongue|(?:native|first|second) language)`, 'd')
const collects = /^i collect (?<what>(?!my\b|data|the\b|it\b|them\b|information)\S+(?: \S+){0,3})$/d

const played = (verb: string, raw: string): Found => ({
  text: `${verb} ${raw}`,
  topic: topicOf('play', raw),
  polarity: 1,
  importance: 0.5,
})
const spoken = (raw: string, verb = 'Speaks'): Found => ({
  text: `${verb} ${raw}`,
  topic: topicOf('language', raw),
  importance: 0.55,
})

/** "I run every day": what is done so often is liked. */
const done = (clause: Clause, sport: string): Found => tasteOf('Likes', sport || `to ${clause.words[1]?.text}`, 1)

/** What somebody does for pleasure, can do, and is like. */
export const pastimes: readonly Saying[] = [
  [
    person,
    (taken) => {
      const { text, raw } = taken('what')
      const [is, polarity] = taken('not').text === '' ? (['Is', 1] as const) : (['Is not', -1] as const)
      const article = /^[aeiou]/.test(text) ? 'an' : 'a'
      return [{ text: `${is} ${article} ${raw}`, topic: topicOf('person', text), polarity, importance: 0.5 }]
    },
  ],
  [plays, (taken) => [played('Plays', taken('what').raw)]],
  [
    speaks,
    (taken) => {
      const raw = taken('what').raw.replace(/(?:[\s,]+| and)$/, '')
      return [spoken(raw, taken('only').text === '' ? 'Speaks' : 'Speaks only')]
    },
  ],
  [tongueIs, (taken) => [spoken(taken('what').raw)]],
  [native, (taken) => [spoken(taken('what').raw)]],
  [
    goes,
    (taken, clause) => [
      taken('races').text === '' ? done(clause, taken('what').text) : played('Runs', taken('races').raw),
    ],
  ],
  [practices, (taken) => [played('Does', taken('what').raw)]],
  [
    fears,
    (taken, clause) =>
      tastes(clause, taken('what'), 'Is afraid of', -1).map((found) => ({
        ...found,
        topic: topicOf('fear', found.text),
      })),
  ],
  [
    collects,
    (taken) => [{ ...tasteOf('Collects', taken('what').raw, 1), topic: topicOf('collect', taken('what').raw) }],
  ],
]
