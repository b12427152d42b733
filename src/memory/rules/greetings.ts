import type { Word } from './words.ts'

/** What only leads to what is said. */
const table = `
hi, hello, hey, heya, hiya, howdy, yo, sup, greetings, hallo, salut, bonjour, hola, ciao, ola, buongiorno, oi
namaste, g'day, hullo, morning, evening
good morning, good evening, good afternoon, good day, there, again, everyone, all, guys, friend, dude, man, mate
bro, bot, assistant, buddy, folks, sir, madam, ma'am, team, dear, guys, gang, peeps, y'all
ok, okay, k, not yet, same, same here, me too, neither, me neither, well, so, oh, ah, um, uh, hmm, hm, yes, yeah
yea, yep, yup, no, nope, nah, sure, right, alright, great, cool, nice, wow, haha, lol, aye
btw, by the way, fyi, just fyi, actually, anyway, anyways, also, and, but, plus, look, listen, please, thanks
thank you, sorry, no worries, no problem, like
honestly, to be honest, tbh, ngl, not gonna lie, frankly, basically, personally, first, firstly, secondly, second
third, lastly, finally, in fact, of course, in general, in short
just so you know, so you know, just so you are aware, for your information, for the record, for context
for reference, for future reference, for what it is worth, some context, context
quick note, quick intro, quick question, note, update, correction, edit, ps, p s, reminder, fun fact
small correction, one more thing, one thing, another thing, heads up, full disclosure, background
should have said, i should have said, forgot to say, forgot to mention, from now on, as you know, as i said
as i mentioned, as mentioned, like i said, you know, i mean, you see, let me introduce myself, nice to meet you
pleased to meet you
because, although, though, even though, while, seeing as, seeing how, now that
these days, nowadays, at the moment, right now, lately, recently, currently, unfortunately, sadly, luckily
fortunately, happily, thankfully, in my free time, in my spare time, on weekends
for now, at present, in real life, irl, most of all, above all, at heart, turns out, thing is, truth is, once again
about me, a bit about me, a little about me, bit about me, that said
when i grow up, yesterday, last year, last month, last week, last summer, last winter, last spring, last autumn
last fall, this year, this month, this week, last night
a few years ago, a few months ago, a few weeks ago, a year ago, a month ago, a week ago, two years ago
the other day
`
/** "That" may follow them. */
const that = `
you should know, i think you should know, you should also know, i want you to know, i should mention, i should say
i should add, i should note, i must say, i must admit, i must confess, i have to say, i have to admit
i have to confess, i have to mention, i forgot to say, i forgot to mention, i forgot to tell you, i forgot to add
i told you, i already told you, i mentioned to you, i mentioned, i said
let me tell you, i can tell you, i admit, i confess, given, seeing, considering, being, it turns out, the thing is
the truth is, note, fyi, just so you know, i would like to add, did i mention
`
const listed = (text: string): string[] => text.trim().split(/, |\n/)
const phrases = new Set([...listed(table), ...listed(that).flatMap((one) => [one, `${one} that`])])
/** Alone they are verbs and adjectives. */
for (const one of ['given', 'seeing', 'considering', 'being', 'did i mention']) phrases.delete(one)
const longest = 7

const special = /^(?:no(?= me )|today(?= is )|like(?= (?:a|the|my|this|that|to) ))/
const leading =
  /^(?:today|in (?:19|20)\d\d|(?:since|given)(?= (?:i|we|my) )|as(?= i (?:am|have|live|work|love|like|hate)\b)|as an? (?:\S+ ){1,3}?,(?= i ))(?= )/

/** How many words from one on only lead to others. */
function lead(words: readonly Word[], at: number): number {
  const ahead = words.slice(at, at + longest).map(({ text }) => text)
  if (ahead[0] === ',' || ahead[0] === ':') return 1
  const text = `${ahead.join(' ')} `
  if (special.test(text)) return 0
  for (let count = ahead.length; count > 0; count--) if (phrases.has(ahead.slice(0, count).join(' '))) return count
  return leading.exec(text)?.[0].split(' ').length ?? 0
}

/** The words without what only leads to them: "hi there, by the way". */
export function afterGreeting(words: readonly Word[]): readonly Word[] {
  let at = 0
  for (let more = lead(words, at); more > 0 && at < words.length; more = lead(words, at)) at += more
  return at === 0 ? words : words.slice(at)
}
