/** Said before the first reply of a conversation, so that nobody takes this for a real model. */
export const marking =
  'This is the built-in offline model, because no OPENAI_API_KEY is set: set it (or OPENAI_BASE_URL) and restart to talk with a real one.'

/** To a conversation in which nobody has spoken yet. */
export const openings: readonly string[] = [
  'Hello, I am glad that you are here. What is on your mind today?',
  'I am still here, and there is no hurry. Where would you like to begin?',
]

export const toSilence: readonly string[] = [
  'Nothing came through but the silence. What would you like to say?',
  'An empty message can mean many things. What did this one want to say?',
  'I am still here. Write as soon as there is something.',
]

export const toMarks: readonly string[] = [
  'I read words only, and there were none in that. How would it sound if you said it?',
  'Signs without words leave me guessing. What do they stand for?',
  'I see the gesture, though not the meaning. Would you put it in a few words?',
]

export const toGibberish: readonly string[] = [
  'I could not find a word that I know in there. Did your fingers slip, or was it meant like that?',
  'The keyboard had its turn, it seems. And what would you like to say?',
  'That one is a riddle to me. Shall we go on in words?',
]

export const toSums: readonly string[] = [
  'That much I can do offline: {sum}.',
  'By my simple reckoning, {sum}. Anything longer needs a real model.',
  'It comes to this: {sum}. What are you counting up?',
]

/** While something grave is still in the room. */
export const afterGrave: readonly string[] = [
  'Thank you for answering. Who is the nearest person that you could let in on this, even with a single sentence?',
  'I am still reading, and every word is welcome. What makes the next hour a little more bearable?',
  'I am glad that you go on writing. A person beside you can do more than I can; who could that be?',
]

/** To someone who says the same thing again. */
export const toRepeats: readonly string[] = [
  'You have said that before, in the same words. What have I not heard in it yet?',
  'Once more the same, so it must matter. What changes when you say it again?',
  'I may have passed over that too quickly. Which word in it is the important one?',
]

/** To a question that nothing else listens to. */
export const toQuestions: readonly string[] = [
  'What would you like the answer to be?',
  'I cannot answer that, but I would like to hear how you came upon it.',
  'Which answer would set your mind at rest?',
  'What goes on in you when you ask that?',
  'You may be closer to the answer than I am. What is your first guess?',
  'Is there a question behind that question?',
  'I am no good at answers. What would it change for you to have one?',
]

/** To a word or two. */
export const toFewWords: readonly string[] = [
  'That is brief, and I would like to see more of it. What belongs to it?',
  'A word can be a whole story. How does this one go on?',
  'I have the headline. What does the article say?',
  'Would you make a whole sentence of it for me?',
  'A few more words, and I can follow you better.',
]

/** What the person said of their own, earlier on. */
export const recalls: readonly string[] = [
  'Earlier you mentioned that {1}. Does that play a part in this?',
  'I keep coming back to something you told me: {1}. How does it look from here?',
  'Some way back you wrote that {1}. What has become of that thought?',
  'Before we go further: you said that {1}. Is that still with you?',
  'You also told me that {1}. Are the two connected, do you think?',
]

/** To everything else. Each must fit behind anything, for nothing was understood. */
export const continuations: readonly string[] = [
  'I am with you so far. What comes after that?',
  'What is it about this that matters to you?',
  'Take me a little further into that.',
  'And how do you feel while you write it?',
  'I would like to see that more clearly. What does it look like up close?',
  'What would a stranger have to know, to follow you there?',
  'That leaves me curious. How did it begin?',
  'Which part of that is the most alive for you?',
  'Let us stay there for a moment. What else do you notice?',
  'How does that fit in with the rest of your days?',
  'What would you say is the heart of it?',
  'I follow the words; what is the music behind them?',
  'Is that something new, or have you known it for long?',
  'What happens if you look at it from the other end?',
  'Suppose you had to name it with a single word. Which one would it be?',
  'Where would you draw the line between what you know there and what you suppose?',
  'That sounds as if it had a history. How far back does it go?',
  'What has kept you from saying more about it?',
  'How would it be to leave that just as it is?',
  'Does anybody else know about this?',
  'What would be a small sign that it was changing?',
  'There is room for more here. What have you left out?',
  'When you hear yourself say that, what answers in you?',
  'What would your younger self make of it?',
  'And on a good day, how do you see it then?',
  'I am turning that over as well as a few rules can. What would you have me see in it?',
  'Is it more of a question, or more of an answer?',
  'What do you do when it gets to be too much, or too little?',
  'Let me hear the next thing that comes, even if it seems beside the point.',
  'How close to the surface is that, most of the time?',
  'Which way does it pull you?',
  'What is the quiet part of it, the one that does not get said?',
  'You chose those words and no others. What made you choose them?',
  'If it were a landscape, what would I see there?',
  'How would you like it to go on?',
  'What does it take to live with that?',
  'I wonder what it was like just before that.',
  'Is there something in it that you are fond of, in spite of everything?',
  'What do you hope that I will ask?',
  'Where else in your life does the same thing turn up?',
  'And what does that say about what you hold dear?',
  'Much is in there. Which thread shall we pull?',
  'How much of your strength goes into it?',
  'What are you sure of, in all of this?',
  'We have come some way. What stands out, as you look back over what you wrote?',
  'What would make this a little easier to hold?',
  'Did anything of that surprise you?',
  'If nobody expected anything of you there, what would you do with it?',
]
