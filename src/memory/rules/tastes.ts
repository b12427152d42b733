import {
  cutBefore,
  phraseOf,
  set,
  take,
  withoutSpeaker,
  type Clause,
  type Found,
  type Phrase,
  type Rule,
} from './clause.ts'
import { itemsOf } from './lists.ts'
import { topicOf } from './topic.ts'

const likes =
  /^(?:i|we) (?:(?:have )?(?:love|like|enjoy|adore|loved|enjoyed|liked)(?= )|am (?:into|a (?:big |huge |massive |great |lifelong |die-hard |real )?(?:fan|lover) of|an avid fan of|big on|fond of|crazy about|mad about|obsessed with|passionate about|keen on|addicted to|hooked on|fascinated by)|have a (?:thing|passion|soft spot|love|weakness) for|am in love with|can not (?:get enough of|live without)|have (?:fallen in love with|been into|been a fan of)|fell in love with) (?<what>\S.*)$/d
const dislikes =
  /^(?:i|we) (?:hate|dislike|detest|despise|loathe|can not (?:stand|bear|tolerate)|do not (?:like|enjoy|love|care for|dig)|am not (?:into|(?:a )?(?:big |huge )?(?:fan of|on)|fond of|keen on|a fan of)|have never liked|never liked|have (?:hated|disliked)|not (?:like|love|enjoy|eat)) (?<what>\S.*)$/d
const nolonger =
  /^(?:i|we) (?:no longer (?:like|love|enjoy|care for)|do not (?:like|love|enjoy) (?=.* any ?more$|.* any longer$)|(?:have )?(?:stopped|quit|ceased) (?:liking|loving|enjoying)|am (?:no longer|not) (?:into|a fan of|fond of|a big fan of) (?=.* any ?more$|.* any longer$)|am no longer (?:into|a fan of|fond of|a big fan of)|(?:have )?(?:gone off|went off|grown tired of|lost interest in|fallen out of love with)|used to (?:like|love|enjoy|be into) (?=.* (?:but not any ?more|not any ?more)$)) ?(?<what>\S.*)$/d
const prefers =
  /^(?:i|we) (?:prefer|like) (?<what>(?!to |it |this |that |not |if |when |you )\S+(?: \S+){0,4}?) (?:to|over|rather than|instead of|more than|better than) (?<other>(?!me|you|be\b|get\b|do\b)\S+(?: \S+){0,3})$/d
const prefersTo = /^(?:i|we) prefer (?<what>\S.*)$/d
const favourite =
  /^(?:my|our) (?:(?:all-time|all time|absolute|current|new|number one|personal) )*(?:favourite|favourites) (?<kind>(?:(?!is |are )\S+ ){0,3}?)(?:of all time |ever |in the world )?(?:is|are)(?: (?:now|probably|definitely|by far|called|still|actually))* (?<what>\S.*)$/d
const isFavourite =
  /^(?!this |that |it |he |she |which |what |these |those |they |you )(?<what>\S+(?: \S+){0,4}) (?:is|are) my (?:(?:all-time|absolute|all time) )?favourites? (?<kind>\S+(?: \S+)?)(?: of all time| ever| in the world)?$/d
const hobbies =
  /^my (?:(?:main|biggest|favourite|other) )?(?:hobby|hobbies|interest|interests|passion|passions|pastime|pastimes) (?:is|are|include|includes) (?<what>\S.*)$/d
const plays =
  /^i (?:(?:(?:can|know how to) )?play|have (?:played|been playing)|(?:have )?learned to play|am learning(?: to play)?)(?= ) (?:the )?(?<what>(?:(?:electric|acoustic|classical|bass|jazz|a bit of|some|competitive|amateur) )?(?:guitar|piano|violin|viola|drums?|bass|cello|flute|saxophone|sax|clarinet|trumpet|trombone|ukulele|harp|banjo|accordion|harmonica|oboe|keyboard|organ|mandolin|tennis|football|soccer|basketball|volleyball|chess|golf|hockey|ice hockey|rugby|badminton|baseball|cricket|table tennis|ping pong|squash|handball|lacrosse|poker|water polo|softball|pool|darts|go|padel|pickleball|ultimate frisbee|d&d|dungeons and dragons|video games|board games))(?=$| |,)/d
const speaks =
  /^i (?:can )?(?:speak|am fluent in|am a native speaker of|am learning)(?: fluent| a bit of| some| a little)? (?<what>(?:(?:english|german|french|spanish|italian|portuguese|dutch|polish|russian|chinese|mandarin|cantonese|japanese|korean|arabic|turkish|hindi|urdu|bengali|swedish|norwegian|danish|finnish|greek|hebrew|czech|hungarian|romanian|ukrainian|vietnamese|thai|indonesian|swahili|catalan|persian|farsi|tamil|welsh|irish|latin|sign language)(?: , and |(?: , ?)| and |$| ))+)/d

const cuts = set(
  'because that which who when where while if whenever although though since as so anymore whose until till after before unless btw lol than how what especially but or-something these tbh compared instead : cause my i we you than',
)
/** What stands here is no thing that would still be liked tomorrow. */
const noThing = set(
  'it this that these those yours mine ours theirs hers you him her them what how when where who why if your his their its our my me us myself yourself himself everything nothing something anything one ones another all both each every some any most more much such there here being feeling having knowing seeing getting waking not no never thinking going hearing someone somebody anyone nobody everyone everybody people-who u ya whatever whenever which the-way so too as by with for from about at on in of to-be doing talking speaking chatting',
)
const fleeting =
  /\b(?:you|your|you're|idea|answer|answers|one|suggestion|suggestions|option|options|version|response|reply|sound|look|looks|way|fact|thing|things|part|first|second|third|last|previous|above|today|tonight|now|yesterday|right now|this|these|that|here|there|it|them|him|her|he|she|they|myself|life|everything|nothing|how|what|everyone|everybody|nobody|anyone|anything|bot|app|website|conversation|chat|explanation|story|poem|joke|same|other|others|new|moment|point|bit|lot|sorry|die|dying|kill|killing|death|living|body|face|existing|alive|hurting|cutting)\b/
const dangling =
  /^(?:a lot|so much|very much|the most|best|most|better|more|less|too|as well|it|so|to|the|a|an|both|all|at all|the same)$/
const trailing =
  /(?: (?:a lot|so much|very much|too much|too|as well|the most|the best|more than anything|best|most|at all|any ?more|any longer|these days|btw|lol|as hell|af|so|though|either|now|again|please|sometimes|in general|of course|right now|and stuff|and such|and so on|etc|and more|,))+$/

function asThing(clause: Clause, phrase: Phrase): Phrase | undefined {
  const tail = trailing.exec(` ${phrase.text}`)
  const words = tail ? phrase.words.slice(0, phrase.words.length - tail[0].trim().split(' ').length) : phrase.words
  const articleless = /^(?:the|a|an|some|any|eating|drinking)$/.test(words[0]?.text ?? '') ? words.slice(1) : words
  const thing = phraseOf(clause.message, words)
  const first = articleless[0]?.text ?? ''
  if (
    words.length === 0 ||
    words.length > 7 ||
    thing.raw.length > 80 ||
    noThing.has(words[0]?.text ?? '') ||
    noThing.has(first)
  )
    return undefined
  if (/^an? (?:good|nice|great|bit|little|lot|few|real|well|proper)\b/.test(thing.text)) return undefined
  if (dangling.test(thing.text) || fleeting.test(thing.text) || !/\p{L}{2}/u.test(thing.raw)) return undefined
  if (
    /^to (?:be|have|know|see|hear|say|think|feel|ask|go back|talk to you|get|die|believe|point|hurt|cut)\b/.test(
      thing.text,
    )
  )
    return undefined
  if (
    /^(?:is|are|was|were|am|do|does|did|can|would|will|of|and|or)\b/.test(thing.text) ||
    /\b(?:is|are|was|were|would|will|am|do|does)\b/.test(thing.text)
  )
    return undefined
  if (/[^\p{L}\p{N}\p{M}\s'’.,&/+#!:()-]/u.test(thing.raw)) return undefined
  return thing
}

/** "Likes eating pizza" and "Likes to eat pizza" are both about pizza. */
const about = (text: string): string =>
  text
    .replace(
      /^(?:to )?(?:eat|eating|drink|drinking|listening to|listen to|watching|watch|play|playing|reading|read) (?=\S)/,
      '',
    )
    .replace(/^to /, '')

export const tasteOf = (verb: string, thing: string, polarity: 1 | -1): Found => ({
  text: `${verb} ${withoutSpeaker(thing)}`,
  slot: null,
  topic: topicOf('like', about(thing.toLowerCase())),
  polarity,
  importance: 0.5,
})

function tastes(clause: Clause, phrase: Phrase, verb: string, polarity: 1 | -1): Found[] {
  // Where what follows has a subject of its own it is not a thing that is liked.
  const whole = cutBefore(clause, phrase, cuts)
  if (/^(?:you|i|we|it|he|she|they)$/.test(whole.words[0]?.text ?? '')) return []
  const cut = phrase.words[whole.words.length]?.text
  if (cut === 'that' || cut === 'how' || cut === 'what' || cut === 'who' || cut === 'you') return []
  if (cut === 'when' && whole.words.length === 0) return []
  return itemsOf(clause, whole)
    .map((item) => asThing(clause, item))
    .filter((thing) => thing !== undefined)
    .map((thing) => tasteOf(verb, thing.raw, polarity))
}

const kindOf = (raw: string): string =>
  raw
    .toLowerCase()
    .trim()
    .replace(/\bcolor\b/g, 'colour')
    .replace(/\bmovie\b/g, 'film')
    .replace(/(?<=[^s])s$/, '')

function favourites(clause: Clause): Found[] | undefined {
  const telling = take(clause, favourite) ?? take(clause, isFavourite)
  if (!telling) return undefined
  const kind = telling('kind')
  const what = cutBefore(clause, telling('what'), set('because since which who but so : though although'), 8)
  const raw = what.raw.replace(/[\s,]+$/, '')
  if (
    kind.text === '' ||
    raw === '' ||
    /^(?:not|when|how|what|you|your|this|that|it|these|those|to be|unknown|secret|hard|something|someone|yours|here|there|so|very|been|going)\b/.test(
      what.text,
    )
  )
    return []
  if (/^(?:part|one|thing about|way|moment|thing|ones|line|answer|person|so far)\b/.test(kind.text)) return []
  const plural = /\bare\b/.test(clause.text.slice(0, clause.text.indexOf(what.text)))
  return [
    {
      text: `Favourite ${kind.raw.toLowerCase().replace(/\bcolor\b/, 'colour')} ${plural ? 'are' : 'is'} ${withoutSpeaker(raw)}`,
      slot: `favourite:${kindOf(kind.raw)}`,
      importance: 0.55,
    },
  ]
}

export const tasteRule: Rule = (clause) => {
  const { text } = clause
  const favouring = favourites(clause)
  if (favouring) return favouring
  const ended = take(clause, nolonger)
  if (ended) return tastes(clause, ended('what'), 'No longer likes', -1)
  const hobby = take(clause, hobbies)
  if (
    hobby &&
    !/^(?:not|very|so|too|what|that|my|your|important|all|many|none|the best|changing)\b/.test(hobby('what').text)
  )
    return tastes(clause, hobby('what'), 'Likes', 1)
  const rather = take(clause, prefers)
  if (rather && (text.includes(' prefer ') || / (?:more than|better than) /.test(text))) {
    const thing = asThing(clause, rather('what'))
    const other = asThing(clause, rather('other'))
    if (thing && other) return [{ ...tasteOf('Prefers', thing.raw, 1), text: `Prefers ${thing.raw} to ${other.raw}` }]
    return []
  }
  const preferring = take(clause, prefersTo)
  if (
    preferring &&
    !/^(?:if|that|not|to not|when|it|you|the \S+ (?:one|option|version)|to be called|being called)\b/.test(
      preferring('what').text,
    )
  )
    return tastes(clause, preferring('what'), 'Prefers', 1)
  const disliking = take(clause, dislikes)
  if (disliking) return tastes(clause, disliking('what'), 'Dislikes', -1)
  const playing = take(clause, plays)
  if (playing)
    return [
      {
        text: `Plays ${playing('what').raw}`,
        slot: null,
        topic: topicOf('play', playing('what').raw),
        polarity: 1,
        importance: 0.5,
      },
    ]
  const speaking = take(clause, speaks)
  if (speaking) {
    const verb = text.includes('learning') ? 'Is learning' : 'Speaks'
    return [
      {
        text: `${verb} ${speaking('what')
          .raw.replace(/[\s,]+$/, '')
          .replace(/ and$/, '')}`,
        slot: null,
        topic: topicOf('language', speaking('what').raw),
        importance: 0.55,
      },
    ]
  }
  const liking = take(clause, likes)
  if (liking) return tastes(clause, liking('what'), 'Likes', 1)
  return []
}
