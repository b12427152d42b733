import type { RuleSource } from '../rule.ts'

const feel = ['am', 'feel', 'felt', 'was', 'feeling', 'been', 'get', 'getting', 'become', 'got'].join('|')

/** Said of oneself: "I am so very sad", "it makes me angry", or the bare word. */
const mine = (set: string): string[] => [
  `* i ${feel} * @${set} *`,
  `* i have been * @${set} *`,
  `* i am feeling * @${set} *`,
  `* me * @${set} *`,
  `feeling * @${set} *`,
  `so|very|really|just|bit|pretty|quite @${set} *`,
  `a bit|little @${set} *`,
  `@${set}`,
]

export const feelings: readonly RuleSource[] = [
  {
    rank: 56,
    when: [
      '* i am|feel not * @feeling *',
      '* i do not feel * @feeling *',
      '* i was not * @feeling *',
      '* i am not feeling * @feeling *',
      '* never feel|felt * @feeling *',
    ],
    say: [
      'Not {3}, then. Which word comes nearer?',
      'You rule that one out. What is there in its stead?',
      'So it is something else. If it had a colour or a weight, what would it be?',
    ],
  },
  {
    rank: 57,
    when: ['* i feel|felt|feeling like +', '* feels like +'],
    say: [
      'When did it first begin to feel like {2}?',
      'That is a telling picture. What does it leave out?',
      'How much of the day do you spend with that feeling?',
    ],
  },
  {
    rank: 57,
    when: ['* i feel|felt that +', '* i feel as if|though +', '* i have a feeling|sense that +'],
    say: ['What gives you the sense that {2}?', 'Is the feeling stronger than the facts, or the other way round?'],
  },
  {
    rank: 58,
    when: ['* @person makes|made|make me feel +', '* @person is|are making me feel +'],
    say: [
      'What does your {2} do, just before you feel {3}?',
      'Have you found a way to let them see what that does to you?',
    ],
  },
  {
    rank: 57,
    when: [
      '* it|this|that|which makes|made me feel +',
      '* it|this|that|which makes|made me +',
      '* it|this|that is making me +',
    ],
    say: [
      'What is it in there that touches you so?',
      'Would it do the same to you on a better day?',
      'And what do you do when it comes over you?',
    ],
  },
  {
    rank: 54,
    when: mine('sad').concat(
      '* i feel|am|felt * down',
      '* i feel|am|felt * low',
      '* i cried *',
      '* i cry *',
      '* my heart is *',
      '* i could cry *',
    ),
    say: [
      'That sounds heavy. How long has it been with you?',
      'I am sorry that it hurts. Does it come and go, or is it there all day?',
      'There is sadness in that, and it may take all the room it needs here. What is at the bottom of it, as far as you can see?',
      'When it was a little lighter the last time, what was different?',
    ],
  },
  {
    rank: 54,
    when: mine('anxious').concat(
      '* i worry *',
      '* i fear *',
      '* i panic *',
      '* panic attack *',
      '* i am dreading *',
      '* keeps me awake|up *',
      '* under * pressure',
      '* too much for me *',
      '* it is too much *',
      '* so much stress *',
      '* anxiety *',
    ),
    say: [
      'That must keep you on your toes. What is the picture that worries you most?',
      'Where in your body do you notice it first?',
      'Fear often looks ahead. What is it that it sees coming?',
      'Is there an hour of the day when it lets go of you a little?',
    ],
  },
  {
    rank: 54,
    when: mine('angry').concat(
      '* i hate it when *',
      '* drives me crazy|mad|nuts *',
      '* driving me crazy|mad|nuts *',
      '* sick of *',
      '* fed up *',
      '* gets on my nerves *',
      '* so unfair *',
      '* it is not fair *',
      '* i was angry *',
      '* i cannot stand *',
    ),
    say: [
      'I can hear the heat in that. What was the moment when it boiled over?',
      'Anger mostly guards something. What might it be guarding here?',
      'Whom would you most like to hear this?',
      'And beneath the anger, if you look there, what else do you find?',
    ],
  },
  {
    rank: 53,
    when: mine('happy').concat(
      '* i feel|am|am feeling good *',
      '* good news *',
      '* best day *',
      '* it went well *',
      '* i enjoy *',
      '* i enjoyed *',
      '* i had fun *',
    ),
    say: [
      'How nice to read that. What brought it about?',
      'That deserves a moment of its own. Which part of it would you like to keep?',
      'Who was the first that you wanted to tell?',
      'And what does a good day like that let you see?',
    ],
  },
  {
    rank: 54,
    when: mine('tired').concat(
      '* cannot sleep *',
      '* could not sleep *',
      '* not sleep *',
      '* did not sleep *',
      '* no energy *',
      '* not sleeping *',
      '* bad night *',
      '* insomnia *',
      '* nightmares *',
      '* slept badly|poorly|terribly *',
    ),
    say: [
      'That sounds worn down to the thread. Is it the body that is tired, or something else?',
      'What has been taking so much out of you?',
      'When you last woke up rested, what was different?',
      'If the tiredness could speak, what would it ask for?',
    ],
  },
  {
    rank: 55,
    when: mine('lonely').concat(
      '* i have no friends *',
      '* do not have any|many friends *',
      '* do not have friends *',
      '* nobody|noone to talk to *',
      '* no one to talk to *',
      '* nobody|noone likes|loves|understands|cares *',
      '* no one likes|loves|understands|cares *',
      '* by myself *',
    ),
    say: [
      'That can be a very quiet kind of hurt. When do you feel it most?',
      'I am only a program, but I am reading every word. Who used to be near, when it was otherwise?',
      'What would it be like, if someone came in just now and sat with you?',
      'Is it people that are missing, or being known by them?',
    ],
  },
  {
    rank: 55,
    when: mine('ashamed').concat(
      '* ashamed of *',
      '* guilty about|for *',
      '* my fault *',
      '* i hate myself *',
      '* i am a failure *',
      '* i failed *',
      '* i am not good enough *',
      '* not good enough *',
      '* i blame myself *',
    ),
    say: [
      'You are hard on yourself there. Whose voice does that sound like?',
      'Would you judge a friend as sternly, for the same thing?',
      'How long have you been carrying that about with you?',
      'What would you want someone to know before they judged it?',
    ],
  },
  {
    rank: 53,
    when: mine('bored').concat(
      '* no motivation *',
      '* do not feel anything *',
      '* feel nothing *',
      '* do not know what to do *',
      '* nothing to do *',
    ),
    say: [
      'It sounds as though nothing is pulling at you. What did, in earlier days?',
      'Being in between can last a while. What do you find yourself doing with the hours?',
      'If something did move, however little, where would you notice it first?',
    ],
  },
  {
    rank: 20,
    when: [
      '* i feel|am|am feeling @calm *',
      '* i am doing @calm *',
      '* i am good|well *',
      '@calm thanks *',
      'not bad *',
      'pretty good *',
      '* i feel @calm *',
    ],
    say: [
      'I am glad of that. What has been good about it?',
      'A calm stretch, then. What would you like to look at from there?',
      'Good to hear. Is there anything small under the surface all the same?',
    ],
  },
  {
    rank: 52,
    when: ['* i feel|felt +', '* i am feeling +', '* i have been feeling +'],
    say: [
      'When do you notice feeling {2} the most?',
      'What was going on when that feeling came?',
      'And what does the feeling make you want to do?',
    ],
  },
]
