import type { Word } from './words.ts'

const greetings = [
  'hi|hello|hey|hiya|howdy|yo|greetings|hallo|salut|bonjour|hola|ciao|ola|buongiorno|oi',
  'good (?:morning|evening|afternoon|day)|there|again|everyone|all|guys|friend|dude|man|bot|assistant|buddy',
  'ok|okay|well|so|oh|ah|um|uh|hmm|hm|yes|yeah|yep|yup|no(?! me )|nope|nah|sure|right|alright|great|cool|nice|wow|haha|lol',
  'btw|by the way|fyi|actually|anyway|also|and|but|plus|look|listen|please|thanks|thank you|sorry|no worries|no problem',
  'honestly|to be honest|tbh|ngl|not gonna lie|frankly|basically|personally|first|firstly|secondly|second|third|lastly|finally|in fact|of course|in general|in short',
  'just so you know|so you know|for your information|for the record|for context|for reference|some context|quick note|note|update|correction|edit|ps|p s|reminder|fun fact|small correction|one more thing|one thing|another thing|heads up|full disclosure',
  'as you know|as i said|as i mentioned|as mentioned|like i said|you know|i mean|you see|you should know(?: that)?|you should also know(?: that)?|i want you to know(?: that)?|i should (?:mention|say|add|note)(?: that)?|i must (?:say|admit|confess)(?: that)?|i have to (?:say|admit|confess|mention)(?: that)?|i forgot to (?:say|mention|tell you|add)(?: that)?|i (?:already )?(?:told|mentioned to) you(?: that)?|i mentioned(?: that)?|i said(?: that)?|let me introduce myself|nice to meet you|pleased to meet you|let me tell you(?: that)?|i can tell you(?: that)?|i admit(?: that)?|i confess(?: that)?',
  'because|although|though|even though|while|given that|seeing that|seeing as|seeing how|now that|considering(?: that)?|being that',
  'these days|nowadays|at the moment|right now|lately|recently|currently|unfortunately|sadly|luckily|fortunately|happily|thankfully|in my (?:free|spare) time|for now|at present|in real life|irl|most of all|above all|at heart|turns out|it turns out(?: that)?|the thing is(?: that)?|the truth is(?: that)?|thing is|truth is|last (?:year|month|week|summer|winter|spring|autumn|fall)|this (?:year|month|week)|yesterday|today|a few (?:years|months|weeks) ago|a (?:year|month|week) ago|in (?:19|20)\\d\\d|once again|about me|a bit about me|a little about me',
  'since(?= (?:i|we|my) )|as(?= i (?:am|have|live|work|love|like|hate)\\b)|as (?:a|an) (?:\\S+ ){1,3}?,(?= i )',
]

const leading = new RegExp(`^(?:(?:${greetings.join('|')})(?: |$)(?:[,:] ?)?|[,:] )+`)

/** The words without what only leads to them: "hi there, by the way". */
export function afterGreeting(words: readonly Word[]): readonly Word[] {
  const head = words
    .slice(0, 24)
    .map(({ text }) => text)
    .join(' ')
  const found = leading.exec(`${head} `)?.[0].trim()
  return found === undefined || found === '' ? words : words.slice(found.split(' ').length)
}
