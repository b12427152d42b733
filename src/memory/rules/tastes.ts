import { cutBefore, set, withoutSpeaker, type Phrase } from './clause.ts'
import { asThing, tasteOf, tastes } from './liked-things.ts'
import { pastimes } from './pastimes.ts'
import { oneOf, pattern } from './patterns.ts'
import { firstOf, type Reading } from './sayings.ts'

const fans =
  '(?:(?:big|huge|massive|great|real|lifelong|life-long|die-hard|die hard|diehard|avid|keen|hardcore|long-time|total|enormous|proper) )*'
const likes = pattern('d')`
  ^(?:i|we) (?:
    (?:love|like|enjoy|adore)(?= )|have (?:always )?(?:loved|enjoyed|liked|adored)(?= )
    |always (?:love|loved|enjoyed) |am an? ${fans}(?:fan|lover) of|can not (?:get enough of|live without)
    |(?:listen to|watch|read) (?:a lot of|lots of|loads of|tons of|too much|mostly|mainly)
    |(?:am|have been) (?:
       ${oneOf(`
         into, big on, fond of, crazy about, mad about, nuts about, obsessed with, passionate about, keen on,
         addicted to, hooked on, fascinated by, interested in(?! \\S+ing), partial to, in love with, loving,
         enjoying
       `)}
     )
    |geek out (?:over|about)|have an? (?:thing|passion|soft spot|love|weakness|obsession) (?:for|with)
    |(?:have fallen|fell) in love with|have been a fan of
  ) (?<what>\S.*)$
`
const isPassion = pattern('d')`
  ^(?<what>(?!it |this |that |what |which )\S+(?: \S+){0,3}) (?:is|are) (?<not>not )?(?:really )?my (?:
    (?:biggest |greatest |main |favourite )?(?:passion|hobby|pastime|obsession)|thing|jam|cup of tea
  )$
`
const finds = pattern('d')`
  ^i find (?<what>(?!it |this |that |you |him |her |them )\S+(?: \S+){0,3}) (?:very |really |so |quite )*(?:
    (?<bad>boring|annoying|disgusting|dull|tedious|unbearable|gross)|fascinating|relaxing|fun|exciting
    |therapeutic
  )$
`
const fanOf = pattern('d')`
  ^i am an? ${fans}(?<what>\S+(?: \S+){0,2}) (?:
    fan|lover|enthusiast|supporter|addict|nerd|geek|buff|fanatic
  )(?= |$)
`
const supports = /^i (?:support|follow|am a supporter of) (?<what>\p{Lu}?\S+(?: \S+){0,2})$/du
const dislikes = pattern('d')`
  ^(?:i|we) (?:
    hate|dislike|detest|despise|loathe|can not (?:stand|bear|tolerate|handle|deal with)
    |do not (?:really )?(?:like|enjoy|love|care for|dig)
    |(?:am|are) not (?:really |that |too |much |very )*(?:
       into|an? ${fans}(?:fan|lover) of|${fans}(?:fan of|on)|fond of|keen on|crazy about
       |much of an? \S+ (?=person|fan)
     )
    |am never been (?:a fan of|into)|have never been (?:an? (?:\S+ )?fan of|into|keen on|fond of)
    |(?:have )?never (?:liked|enjoyed|cared for)|have (?:always )?(?:hated|disliked)|not (?:like|love|enjoy|eat)
  ) (?<what>\S.*)$
`
const nolonger = pattern('d')`
  ^(?:i|we) (?:
    no longer (?:like|love|enjoy|care for)|do not (?:like|love|enjoy) (?=.* any ?more$|.* any longer$)
    |(?:have )?(?:stopped|quit|ceased) (?:liking|loving|enjoying)
    |am (?:no longer|not) (?:into|a fan of|fond of|a big fan of) (?=.* any ?more$|.* any longer$)
    |am no longer (?:into|a fan of|fond of|a big fan of)
    |(?:have )?(?:gone off|went off|grown tired of|lost interest in|fallen out of love with)
    |used to (?:like|love|enjoy|be into) (?=.* (?:but not any ?more|not any ?more)$)
  ) ?(?<what>\S.*)$
`
const prefers = pattern('d')`
  ^(?:i|we) (?:prefer|like) (?<what>
    (?!to |it |this |that |not |if |when |you )\S+(?: \S+){0,4}?
  ) (?:
    to|over|rather than|instead of|more than|better than
  ) (?<other>(?!me|you|be\b|get\b|do\b)\S+(?: \S+){0,3})$
`
const prefersTo = /^(?:i|we) prefer (?<what>\S.*)$/d
const favourite = pattern('d')`
  ^(?:(?:my|our) )?(?:
    (?:all-time|all time|absolute|current|new|number one|personal)[ ]
  )*(?:favourite|favourites) (?<kind>(?:(?!is |are )\S+ ){0,4}?)(?:of all time |ever |in the world )?
  (?:
    (?:is|are|has to be|have to be|would be|=)(?:
      [ ](?:now|probably|definitely|by far|called|still|actually|got to be)
    )*
    |[:,](?= \S+(?: \S+)?$)
  ) (?<what>\S.*)$
`
const isFavourite = pattern('d')`
  ^(?!
    this |that |it |he |she |which |what |these |those |they |you[ ]
  )(?<what>\S+(?: \S+){0,4}) (?:is|are) my (?:(?:all-time|absolute|all time) )?favourites?[ ]
  (?<kind>
    (?!as |too\b|by |and |so |ever\b|when |because |but |of |for |in |at )\S+(?:
      [ ](?!as |too\b|ever\b|by |after |though\b|hands\b|lol\b|tbh\b|btw\b)\S+
    )?
  )(?: of all time| ever| in the world| after all| by far| too| though| tbh| lol| btw| hands down)?$
`
const hobbies = pattern('d')`
  ^my (?:(?:true|real|big|one true|main|biggest|favourite|other|only) )?(?:
    hobby|hobbies|interest|interests|passion|passions|pastime|pastimes
  ) (?:is|are|include|includes) (?<what>\S.*)$
`
const kindOf = (raw: string): string =>
  raw
    .toLowerCase()
    .trim()
    .replace(/\bcolor\b/g, 'colour')
    .replace(/\bmovie\b/g, 'film')
    .replace(/(?<=[^s])s$/, '')

const noKind =
  /^(?:part|one|thing about|way|moment|thing(?! to\b)|ones|line|answer|person|so far|password|passcode|pin)\b/
const noFavourite =
  /^(?:not|when|how|what|you|your|this|that|it|these|those|to be|unknown|secret|hard|something|someone|yours|here|there|so|very|been|going)\b/

const afterFavourite = set('because since which who but so : though although')
const orComma = set([...afterFavourite].join(' ') + ' ,')

const favouring: Reading = (taken, clause) => {
  const kind = taken('kind')
  const whole = cutBefore(clause, taken('what'), afterFavourite, 8)
  // "Red, because" names one, "red, blue and green" three.
  const what: Phrase = / (?:and|or) /.test(` ${whole.text} `) ? whole : cutBefore(clause, whole, orComma)
  const raw = what.raw.replace(/[\s,]+$/, '')
  if (kind.text === '' || raw === '' || noFavourite.test(what.text) || noKind.test(kind.text)) return []
  const plural = /\bare\b/.test(clause.text.slice(0, clause.text.indexOf(what.text)))
  return [
    {
      text: `Favourite ${kind.raw.toLowerCase().replace(/\bcolor\b/, 'colour')} ${plural ? 'are' : 'is'} ${withoutSpeaker(raw)}`,
      slot: `favourite:${kindOf(kind.raw)}`,
      importance: 0.55,
    },
  ]
}

const thought =
  (verb: 'Likes' | 'Dislikes' | 'No longer likes' | 'Prefers'): Reading =>
  (taken, clause) =>
    tastes(clause, taken('what'), verb, verb === 'Likes' || verb === 'Prefers' ? 1 : -1)

/** What somebody likes, does for pleasure and can do, and what they do not like. */
export const tasteRule = firstOf([
  [favourite, favouring],
  [isFavourite, favouring],
  [nolonger, thought('No longer likes')],
  [
    hobbies,
    (taken, clause) =>
      /^(?:not|very|so|too|what|that|my|your|important|all|many|none|the best|changing)\b/.test(taken('what').text)
        ? undefined
        : tastes(clause, taken('what'), 'Likes', 1),
  ],
  [
    prefers,
    (taken, clause) => {
      const { text } = clause
      if (!text.includes(' prefer ') && !/ (?:more than|better than) /.test(text)) return undefined
      const [thing, other] = [taken('what'), taken('other')].map((phrase) => asThing(clause, phrase))
      return thing && other
        ? [{ ...tasteOf('Prefers', thing.raw, 1), text: `Prefers ${thing.raw} to ${other.raw}` }]
        : []
    },
  ],
  [
    prefersTo,
    (taken, clause) =>
      /^(?:if|that|not|to not|when|it|you|the \S+ (?:one|option|version)|to be called|being called)\b/.test(
        taken('what').text,
      )
        ? undefined
        : tastes(clause, taken('what'), 'Prefers', 1),
  ],
  [
    dislikes,
    (taken, clause) => (taken('what').text.startsWith('to ') ? [] : tastes(clause, taken('what'), 'Dislikes', -1)),
  ],
  ...pastimes,
  [likes, thought('Likes')],
  [isPassion, (...said) => thought(said[0]('not').text === '' ? 'Likes' : 'Dislikes')(...said)],
  [finds, (...said) => thought(said[0]('bad').text === '' ? 'Likes' : 'Dislikes')(...said)],
  [fanOf, thought('Likes')],
  [
    supports,
    (taken) =>
      /^\p{Lu}/u.test(taken('what').raw) || /\b(?:fc|united|city)\b/.test(taken('what').text)
        ? [{ ...tasteOf('Likes', taken('what').raw, 1), text: `Supports ${taken('what').raw}` }]
        : undefined,
  ],
])
