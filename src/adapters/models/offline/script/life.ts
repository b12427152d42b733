import type { RuleSource } from '../rule.ts'

export const life: readonly RuleSource[] = [
  {
    rank: 61,
    when: [
      '* i lost my job *',
      '* i was|got fired *',
      '* got fired *',
      '* laid off *',
      '* unemployed *',
      '* i quit my job *',
      '* i resigned *',
      '* burned out *',
      '* burnt out *',
      '* burnout *',
    ],
    say: [
      'That shakes more than a timetable. What has it done to your days?',
      'What went with it that was more than the work?',
      'How do you tell people about it, when they ask?',
    ],
  },
  {
    rank: 61,
    when: [
      '* got|have|had a|the new job *',
      '* i got promoted *',
      '* i got the job *',
      '* i passed *',
      '* i graduated *',
      '* getting married *',
      '* engaged *',
      '* is|am pregnant *',
      '* having a baby *',
      '* was born *',
    ],
    say: [
      'That is news. How does it feel, now that it is real?',
      'A good deal changes with that. What are you looking forward to most?',
      'What did it take to get there?',
    ],
  },
  {
    rank: 47,
    when: ['* my|the @office *', '* @office'],
    say: [
      'How do things stand between you and your {2}?',
      'What would your {2} be surprised to learn about you?',
      'And when the door closes behind you in the evening, does that stay there?',
    ],
  },
  {
    rank: 41,
    when: ['* @work *'],
    say: [
      'How much room does work take up in you, apart from the hours?',
      'What did you want from it, when you began?',
      'Which part of the working day do you look forward to, if there is one?',
      'And who are you there, compared with at home?',
      'What would remain, if you took the work away?',
    ],
  },
  {
    rank: 41,
    when: ['* @study *', '* i am studying *', '* i study *'],
    say: [
      'What is it about learning that draws you, or puts you off?',
      'Whose wish was it that you take this road?',
      'What would change for you, once that is behind you?',
      'How do you deal with it on the evenings before?',
    ],
  },
  {
    rank: 49,
    when: [
      '* i dreamt|dreamed *',
      '* i had a|this|another * dream *',
      '* in my dream *',
      '* my dream was|last *',
      '* nightmare *',
      '* dreams about *',
      '* i keep dreaming *',
      '* i dream of|about *',
    ],
    say: [
      'What is the picture from it that has stayed with you?',
      'How did you feel on waking?',
      'If you could step back into it, where would you go?',
      'Is there anything of these days that you recognise in it?',
    ],
  },
  {
    rank: 49,
    when: ['* my dream is +', '* it is my dream to +', '* dream of being|becoming +', '* my goal is +'],
    say: ['What would the first morning be like, with that come true?', 'How long has that been shining ahead of you?'],
  },
  {
    rank: 47,
    when: [
      '* my childhood *',
      '* when i was * child|kid|young|little|small|boy|girl|teenager *',
      '* i grew up *',
      '* as a child|kid *',
      '* years ago *',
    ],
    say: [
      'How close is that still, when you look around you today?',
      'What would you like to tell yourself, back there?',
      'Who was with you in those days?',
      'What has come along with you from that time?',
    ],
  },
  {
    rank: 38,
    when: ['* @money *'],
    say: [
      'Money is seldom about money alone. What hangs on it for you?',
      'How was it talked about where you grew up?',
      'What would you have in mind, if that were not an issue?',
    ],
  },
  {
    rank: 38,
    when: ['* @body *', '* my health *', '* my body *', '* my back|head|stomach|knee|tooth hurts *'],
    say: [
      'That makes a day longer. How do you live with it?',
      'I know nothing of medicine, but I can listen. What does it keep you from?',
      'What do people around you notice of it?',
    ],
  },
  {
    rank: 26,
    when: ['* my @home *', '* moving|moved to *', '* i live in|with|at *', '* at home *', '* homesick *'],
    say: [
      'What makes a place yours?',
      'How do you feel when you come through the door there?',
      'What would you take along, wherever you went?',
    ],
  },
  {
    rank: 44,
    when: ['* i like|enjoy|play|love|adore @pastime *', '* i practise|practice|started @pastime *'],
    say: ['What does {3} give you that nothing else does?', 'How did {3} come into your life?'],
  },
  {
    rank: 27,
    when: [
      '* i like|enjoy|play|love|started|practise|practice @pastime *',
      '* i like|enjoy|love to *',
      '* my hobby|hobbies *',
      '* i am into *',
      '* @pastime *',
    ],
    say: [
      'What happens to you while you are at it?',
      'How did that come into your life?',
      'Is it something that you share, or something that you keep for yourself?',
      'What would be missing without it?',
    ],
  },
  {
    rank: 24,
    when: ['* weather|rain|raining|sunny|snow|snowing|cold|hot *'],
    say: [
      'I have no window, so tell me how it looks from yours. Does it change your mood?',
      'The weather is a safe beginning. What is the season like inside?',
    ],
  },
  {
    rank: 24,
    when: ['* ate|eat|eating|dinner|lunch|breakfast|coffee|tea|cooked *'],
    say: ['What does a good meal do for you?', 'And who sat at the table with you, if anyone did?'],
  },
  {
    rank: 24,
    when: ['* weekend|holiday|holidays|vacation|trip|birthday|christmas|party *'],
    say: [
      'What do you hope to bring back from it?',
      'Days like that can hold a good deal. What did they hold for you, or what will they?',
      'Whom do you picture beside you there?',
    ],
  },
  {
    rank: 28,
    when: [
      '* god|religion|religious|faith|church|pray|prayer|believe in *',
      '* meaning of life *',
      '* politics|election|government|war *',
    ],
    say: [
      'Those are large matters, and I hold no views on them. Where do they come into your own life?',
      'How did you come to see it as you do?',
    ],
  },
]
