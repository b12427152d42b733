import type { RuleSource } from '../rule.ts'

export const wishes: readonly RuleSource[] = [
  {
    rank: 39,
    when: ['* i do not want to +', '* i do not wanna +', '* i refuse to +'],
    say: [
      'What would it be like, if you had to {2} after all?',
      'And what would you rather do, if it were yours to choose?',
      'Is there anyone who expects it of you?',
    ],
  },
  {
    rank: 39,
    when: ['* i do not want +', '* i do not need +'],
    say: [
      'What would you have in its place?',
      'You know what you do not want, and that is something. What is the other side of it?',
    ],
  },
  {
    rank: 38,
    when: [
      '* i want to +',
      '* i would like to +',
      "* i'd like|love to +",
      '* i would love to +',
      '* i really want to +',
      '* i just want to +',
      '* i wish to +',
    ],
    say: [
      'What would be different for you, once you could {2}?',
      'How long have you been wanting to {2}?',
      'What is standing in the way?',
      'And what would you be sorry to lose by it?',
    ],
  },
  {
    rank: 40,
    when: [
      '* i want|need him|her|them|you|people|everyone|someone|somebody|us to +',
      '* i want|need my @person to +',
      "* i'd like|love him|her|them|you|people|everyone|someone|us to +",
    ],
    say: [
      'How would things stand, if it came about?',
      'And what have you been getting in its place?',
      'Has that wish ever been said out loud?',
    ],
  },
  {
    rank: 37,
    when: ['* i want +', "* i'd like|love +", '* i would like|love +', '* i really want +', '* i just want +'],
    say: [
      'If you had {2}, what would you do first?',
      'Where does that wish come from?',
      'And what does wanting it do to you, meanwhile?',
    ],
  },
  {
    rank: 38,
    when: ['* i need to +', '* i have to +', '* i must +', '* i ought to +', '* i should +', '* i am supposed to +'],
    say: [
      'Who says so, when it comes down to it?',
      'What would happen if it stayed undone for a while?',
      'Part of you has given the order. What does the rest of you say?',
    ],
  },
  {
    rank: 37,
    when: ['* i need +', '* i really need +'],
    say: [
      'How would you notice that you had {2}?',
      'What has it been like without?',
      'Since when has that been missing?',
    ],
  },
  {
    rank: 39,
    when: ['* i wish i had|could|were|was|knew +', '* i wish +', '* if only +'],
    say: [
      'Stay with the wish for a moment. What do you see there?',
      'What is the nearest thing to it that already exists in your life?',
      'How old is that wish, would you say?',
    ],
  },
  {
    rank: 36,
    when: ['* i @hope *', '* hopefully *'],
    say: [
      'What feeds that hope?',
      'And while you hope, what else is there beside it?',
      'How would you know that it had come about?',
    ],
  },
  {
    rank: 37,
    when: ['* i cannot +', '* i am not able to +', '* i am unable to +', '* i never manage to +'],
    say: [
      'What happens just before the point where it stops?',
      'Was there a time when you could {2}?',
      'Is it "cannot" all the way through, or is there a bit of "dare not" in it?',
    ],
  },
  {
    rank: 36,
    when: [
      '* i am going to +',
      '* i will +',
      '* i plan to +',
      '* i decided to +',
      '* i have decided to +',
      '* i am planning to +',
      '* i am thinking about|of +',
    ],
    say: [
      'What tipped the balance?',
      'How do you picture the day after that?',
      'When you say it out loud like that, how does it sound to you?',
    ],
  },
  {
    rank: 36,
    when: ['* i tried to +', '* i try to +', '* i have tried *', '* i am trying to +', '* i keep trying *'],
    say: ['What did you notice while you were at it?', 'What keeps you at it?', 'And what would be enough, for now?'],
  },
  {
    rank: 35,
    when: ['* i used to +', '* i no longer +'],
    say: ['What changed?', 'Do you look back on that with longing, or with relief?', 'What of it is still alive?'],
  },
]
