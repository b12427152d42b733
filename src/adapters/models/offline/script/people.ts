import type { RuleSource } from '../rule.ts'

export const people: readonly RuleSource[] = [
  {
    rank: 75,
    when: [
      '* my @person * died *',
      '* my * @pet * died *',
      '* he|she|they|who|somebody|someone died *',
      '* died of|from *',
      '* passed away *',
      '* my @person is dead *',
      '* my * @pet is dead *',
      '* he|she is dead *',
      '* funeral *',
      '* i lost my @person *',
      '* i lost my @pet *',
      '* death of my *',
      '* grieving|grief|mourning *',
      '* miscarriage *',
    ],
    say: [
      'I am sorry for your loss. What would you like me to know about them?',
      'That leaves a gap that words hardly reach. What do you find yourself remembering?',
      'There is no right way to go through this. How are the days since then?',
      'Is there a moment with them that keeps coming back?',
    ],
  },
  {
    rank: 65,
    when: [
      '* broke up *',
      '* break up *',
      '* left me *',
      '* breakup *',
      '* divorce *',
      '* divorced *',
      '* divorcing *',
      '* dumped me *',
      '* cheated on me *',
      '* cheating on me *',
      '* we split *',
      '* we separated *',
    ],
    say: [
      'That is a hard thing to go through. What is the part that hurts most just now?',
      'A lot falls away at once, then. What do you miss, and what do you not miss?',
      'Did you see it coming, or did it fall on you?',
      'And who are you, now that this has changed?',
    ],
  },
  {
    rank: 60,
    when: ['* in love *', '* i have a crush *', '* fell|falling for *', '* i am dating *', '* first date *'],
    say: [
      'That turns a good deal upside down. How do you notice it in yourself?',
      'What is it about them that you cannot get past?',
      'Who knows about it, apart from you?',
    ],
  },
  {
    rank: 59,
    when: [
      '* my @person is|are|was|were|seems|looks|feels * @feeling *',
      '* my @person has|have been * @feeling *',
      '* my @person is|are|was|were|got * sick|ill|hospital|hospitalised|hospitalized *',
    ],
    say: [
      'How is it for you to see your {2} like that?',
      'What does your {2} need from you in this, as you see it?',
      'That will not leave you untouched. What do you do with your own share of it?',
    ],
  },
  {
    rank: 48,
    when: [
      '* my @family does|do|did|will|would|could|can not +',
      '* my @partner does|do|did|will|would|could|can not +',
      '* my @friend does|do|did|will|would|could|can not +',
      '* my @person never *',
      '* my @person hates|ignores|ignored|ignore|yelled|yells|shouts|shouted|criticises|criticizes|left|lied|lies|refuses *',
    ],
    say: [
      'What would you wish for from your {2} instead?',
      'Does your {2} know how that reaches you?',
      'How do you answer, when your {2} is like that?',
    ],
  },
  {
    rank: 49,
    when: ['* fight|fought|argue|argued|argument|arguing|quarrel|row with my * @person *'],
    say: [
      'How does it look now, from a little way off?',
      'What was it about, underneath what was said?',
      'What would you like your {3} to have understood?',
    ],
  },
  {
    rank: 47,
    when: ['* my @person and i|me *', '* i and my @person *', '* me and my @person *'],
    say: [
      'What is it between the two of you that keeps coming up?',
      'How would your {2} tell the same story?',
      'And what would you most like to be heard by your {2}?',
    ],
  },
  {
    rank: 46,
    when: ['* my @family *', '* my @family'],
    say: [
      'What comes first to your mind when you think of your {2}?',
      'How is it between you and your {2} at present?',
      'What have you got from your {2} that you would not want to be without?',
      'When you were small, how did your {2} seem to you?',
      'Families have long stories. Which chapter are you in just now?',
    ],
  },
  {
    rank: 46,
    when: ['* my @partner *'],
    say: [
      'How would you describe your {2} to someone who has never met them?',
      'What has changed between you and your {2} since the beginning?',
      'What do you get from your {2} that you get from nobody else?',
      'Where do the two of you see it differently?',
    ],
  },
  {
    rank: 46,
    when: ['* my best|old|close|good @friend *', '* my @friend *', '* a @friend of mine *', '* @friend *'],
    say: [
      'What binds you to your friends, when you think about it?',
      'Have you been able to speak openly there?',
      'What would a friend say, who read over your shoulder?',
      'Who among them knows you best?',
    ],
  },
  {
    rank: 45,
    when: ['* my @pet *', '* a @pet called|named *'],
    say: [
      'Animals have a way of being there. What is your {2} like?',
      'What does your {2} know about you that people do not?',
    ],
  },
  {
    rank: 42,
    when: ['* @pet *'],
    say: [
      'What do animals give you that people do not?',
      'How would your days be different with an animal around, or without one?',
    ],
  },
  {
    rank: 44,
    when: ['* family|families|parents|mothers|fathers|siblings|marriage *'],
    say: [
      'Family again, in one form or another. What does the word mean in your life?',
      'Where do you stand in that family picture?',
      'What was passed on to you there, wanted or not?',
    ],
  },
  {
    rank: 43,
    when: ['* i love my +', '* i love +'],
    say: [
      'That sounds close to the heart. How does it show?',
      'Love is a large word. What does it look like on an ordinary day?',
      'What does it bring out in you?',
    ],
  },
  {
    rank: 43,
    when: ['* i hate +', '* i despise +', '* i cannot stand +'],
    say: [
      'What would have to happen for {2} to lose its grip on you?',
      'Hate is a strong word, and strong words cost strength. What does this one cost you?',
      'How did it get to that point?',
    ],
  },
  {
    rank: 43,
    when: ['* i miss +', '* i am missing +'],
    say: [
      'What do you miss first of all when you think of {2}?',
      'What was there then that is not here now?',
      'And what do you do with the missing, when it comes?',
    ],
  },
  {
    rank: 18,
    when: [
      'he|she +',
      '* he|she is|was|has|said|says|told|does|did|wants|thinks +',
      '* with him|her *',
      '* about him|her *',
    ],
    say: [
      'What do you make of that?',
      'How would it be told from the other side, do you think?',
      'And what place do you have in that story?',
      'What would you say to that, if it could do no damage?',
    ],
  },
  {
    rank: 17,
    when: ['they +', '* people are|do|will|think|say *', '* they are|do|will|think|say *', '* society *'],
    say: [
      'Which faces come up when you write that?',
      'Where does it touch your own life?',
      'Do you count yourself among them, or do you stand outside?',
    ],
  },
  {
    rank: 16,
    when: ['we +', '* we are|were|had|have|do|did|went *', '* us *'],
    say: [
      'When you say "we", whom do I have to picture?',
      'What is your own part in that?',
      'Would the others put it the same way?',
    ],
  },
]
