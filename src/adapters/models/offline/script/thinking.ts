import type { RuleSource } from '../rule.ts'

/** How the person speaks of it, whatever it is. */
export const thinking: readonly RuleSource[] = [
  {
    rank: 37,
    asks: true,
    when: [
      'is it|that|this * normal|ok|okay|wrong|bad|weird|strange|silly|possible|crazy|selfish *',
      'am i *',
      'do|did|was|have|will|would i *',
    ],
    say: [
      'By whose measure would that be?',
      'What would it change for you, if it were so, or if it were not?',
      'Part of you has an opinion on it already, I imagine. What does it say?',
    ],
  },
  {
    rank: 41,
    when: [
      '* never thought|realised|realized|noticed|saw *',
      '* good question|point *',
      '* have to|must think about that|it *',
      '* you are right|correct *',
      '* you have a point *',
    ],
    say: [
      'I only held up what you wrote. What comes into view?',
      'There is time to look at it. What do you see first?',
      'Then that was your own doing. Where does it lead?',
    ],
  },
  {
    rank: 33,
    when: ['because +', '* because +', 'since i|he|she|they|we|it +', '* that is why *', '* the reason is *'],
    say: [
      'That is one reason. If there were a second, quieter one, what would it be?',
      'And if that reason fell away, would all be different?',
      'How did you find that out?',
      'Does that explain it wholly, or only most of it?',
    ],
  },
  {
    rank: 32,
    when: ['* @always *', '* every time|day|night|single *', '* all the time *'],
    say: [
      'There may be exceptions, even small ones. Can you remember one?',
      'How far back does that go?',
      'What would be the first sign that it was not so, for once?',
    ],
  },
  {
    rank: 32,
    when: ['* never *'],
    say: ['Never is a long time. When did it come closest?', 'What would the first time be like?'],
  },
  {
    rank: 32,
    when: ['* everyone|everybody *', '* all people *', 'all of them *', '* all my *', '* the whole world *'],
    say: [
      'With so many people in it, whose face do you see first?',
      'Is there one among them for whom it is not so?',
      'And where does that leave you?',
    ],
  },
  {
    rank: 32,
    when: ['* @nobody *', '* no one *', '* not anyone|anybody *', '* do not have anyone|anybody *'],
    say: [
      'Nobody at all is a lonely count. Who comes closest?',
      'Was there ever somebody?',
      'Whom would you have wanted it to be?',
    ],
  },
  {
    rank: 30,
    when: ['* reminds me of *', '* just like my *', '* is like +', '* the same as *', '* similar to *'],
    say: ['What do the two have in common, for you?', 'And where does the likeness end?'],
  },
  {
    rank: 30,
    when: [
      '* i remember +',
      '* i keep thinking about +',
      '* i still think about|of +',
      '* i cannot forget *',
      '* i remembered *',
    ],
    say: [
      'What brings that memory up today?',
      'How clear is it: do you hear and see it, or is it more of a mood?',
      'What would you ask, if you could go back into it?',
    ],
  },
  {
    rank: 36,
    when: ['if +', '* what if +', '* i wonder if|whether|why|what|how +'],
    say: [
      'Suppose it is so. What then?',
      'How likely does it seem, at three in the afternoon and at three in the night?',
      'Which answer would you like it to have?',
    ],
  },
  {
    rank: 36,
    when: [
      'why am|do|did|was|can|could|would|must|should i *',
      'why does|do|did|is|are my *',
      'why cannot i *',
      'why me',
      '* why i am|do|feel|always|never|cannot *',
    ],
    say: [
      'What is the first answer that comes up, before you weigh it?',
      'Whom have you asked that before, apart from yourself?',
      'Perhaps the why comes later. How does it show?',
    ],
  },
  {
    rank: 27,
    when: [
      '* i do not know why|how|if|what|whether|who|where +',
      '* i am not sure if|whether|why|how|what *',
      '* i do not understand +',
      '* i am confused *',
    ],
    say: [
      'It need not be clear yet. Which piece of it is the clearest so far?',
      'What would you have to know, to be at ease with it?',
      'When did it begin to be a riddle?',
    ],
  },
  {
    rank: 26,
    when: [
      '* i think that +',
      '* i believe that +',
      '* i know that +',
      '* i think +',
      '* i believe +',
      '* i guess +',
      '* i suppose +',
      '* i am sure +',
    ],
    say: [
      'What speaks for it, that {2}?',
      'Have you always thought so?',
      'How sure are you, somewhere between a guess and an oath?',
      'And if someone saw it the other way, what would they point to?',
    ],
  },
  {
    rank: 25,
    when: ['* i realised|realized|noticed|learned|discovered +', '* i found out +', '* it turns out *'],
    say: ['What led you to see it?', 'How do things look, since you have seen that?'],
  },
  {
    rank: 25,
    when: ['* i am not +'],
    say: ['You are not {2}, you say. What are you, in its place?', 'Who has held that up against you?'],
  },
  {
    rank: 23,
    when: ['* you are +', '* you seem|sound|look +'],
    say: [
      'What gives you the impression that I am {2}?',
      'I am only a page of rules, yet I take note of it. What does it remind you of?',
      'Is that about me, or about somebody I call to mind?',
    ],
  },
  {
    rank: 22,
    when: [
      '* it is|was hard|difficult|tough|complicated *',
      '* is|was not easy *',
      '* it is|was so|very|really|too hard|difficult|tough|complicated *',
      '* struggling|struggle with *',
      '* hard time *',
      '* problem|problems|trouble|issue|issues *',
      '* difficult *',
    ],
    say: [
      'What is the hardest spot in it?',
      'That sounds like a steep stretch. What keeps you going on it?',
      'When you break it up, which piece is the smallest?',
    ],
  },
  {
    rank: 22,
    when: [
      '* long day|week|year *',
      '* bad|rough|terrible|horrible|awful day|week|month|year|time *',
      '* today was *',
      '* my day *',
    ],
    say: [
      'What was the moment that made it so?',
      'That has to come down somewhere. What are you still holding on to?',
      'If you told the day backwards, where would you begin?',
    ],
  },
  {
    rank: 22,
    when: ['* i do not care *', '* do not matter *', '* does not matter *'],
    say: ['Not caring can be a relief, or a shield. Which is it here?', 'What would it look like if it did matter?'],
  },
  {
    rank: 33,
    when: ['not always *', 'not never *', '* not everyone|everybody *', '* not all *', 'except *', '* sometimes *'],
    say: ['So there are exceptions. What are they like?', 'Now and then, then. What does it depend on?'],
  },
  {
    rank: 30,
    when: ['* i could not +', '* i did not dare *', '* i never got to *'],
    say: ['What was it that held you back?', 'And if you could have, what then?'],
  },
  {
    rank: 20,
    when: ['* i am +'],
    say: [
      'What is it like for you to be {2}?',
      'How do people see that from outside?',
      'Since when has that been part of you?',
      'What does that mean for a day like today?',
    ],
  },
  {
    rank: 19,
    when: ['* i was +', '* i have been +'],
    say: [
      'And today, what is left of that?',
      'What stayed with you from it?',
      'How did you come out on the other side?',
    ],
  },
  {
    rank: 18,
    when: ['* i like +', '* i prefer +', '* i enjoy +'],
    say: ['What is it about {2} that appeals to you?', 'What do you come away with, when you have had some of that?'],
  },
  {
    rank: 17,
    when: ['* it happened *', '* something happened *', '* happened to me *', '* guess what *', '* you know what *'],
    say: ['I am all ears. What happened?', 'Take it from the beginning. Where were you?'],
  },
  {
    rank: 15,
    when: ['* my + is|are|was|were|has|had|will|does|did *', '* my +'],
    say: [
      'How long has that been on your mind?',
      'And how close to you is that?',
      'What would I have to know about it, to see it as you do?',
    ],
  },
  {
    rank: 9,
    when: ['* i have +', '* i had +', '* i got +'],
    say: ['What does having that ask of you?', 'How did that come about?', 'And what did it bring along?'],
  },
  {
    rank: 8,
    when: ['* i + +'],
    say: [
      'What went on in you meanwhile?',
      'And afterwards, how did you feel?',
      'What made you tell me that, of all things?',
      'What would have been the other possibility?',
    ],
  },
]
