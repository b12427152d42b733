import { describe, expect, test } from 'vitest'
import { learned, type Said } from './learned.ts'

const tastes: readonly Said[] = [
  ['I love pizza', 'Likes pizza'],
  ['i like hiking and jazz', 'Likes hiking', 'Likes jazz'],
  ['I really enjoy long train rides', 'Likes long train rides'],
  ['I love pizza, sushi and ramen', 'Likes pizza', 'Likes sushi', 'Likes ramen'],
  ["I don't like olives", 'Dislikes olives'],
  ['I hate cilantro', 'Dislikes cilantro'],
  ["I can't stand loud music", 'Dislikes loud music'],
  ['I love cats but hate dogs', 'Likes cats', 'Dislikes dogs'],
  ["I'm a big fan of Radiohead", 'Likes Radiohead'],
  ["I'm into bouldering", 'Likes bouldering'],
  ['I prefer tea to coffee', 'Prefers tea to coffee'],
  ['My favourite colour is teal', 'Favourite colour is teal'],
  ['my favorite color is teal', 'Favourite colour is teal'],
  ['my favourite food is mac and cheese', 'Favourite food is mac and cheese'],
  ['Blue is my favourite colour', 'Favourite colour is Blue'],
  ['I no longer like jazz', 'No longer likes jazz'],
  ["I don't like jazz anymore", 'No longer likes jazz'],
  ['I play the guitar', 'Plays guitar'],
  ['My hobbies are knitting and chess', 'Likes knitting', 'Likes chess'],
  ['I speak French and German', 'Speaks French and German'],
  ['I like to cook', 'Likes to cook'],
  ["I'm a huge Arsenal fan", 'Likes Arsenal'],
  ['i support Liverpool', 'Supports Liverpool'],
  ['not a fan of horror movies tbh', 'Dislikes horror movies'],
  ["I'm really into photography lately", 'Likes photography'],
  ['my favrite color is purple', 'Favourite colour is purple'],
  ['favourite colour: orange', 'Favourite colour is orange'],
  ['favorite game is stardew valley', 'Favourite game is stardew valley'],
  ['The Office is my favorite show', 'Favourite show is The Office'],
  ['My favourite thing to cook is lasagne', 'Favourite thing to cook is lasagne'],
  ['I luv sushi', 'Likes sushi'],
  ['i looove pasta', 'Likes pasta'],
  ["I can't handle spicy food", 'Dislikes spicy food'],
  ['I listen to a lot of metal', 'Likes metal'],
  ['I prefer trains over planes', 'Prefers trains to planes'],
  ["i'm scared of dogs", 'Is afraid of dogs'],
  ["I'm a morning person", 'Is a morning person'],
  ["I'm not a morning person", 'Is not a morning person'],
  ['I used to like sushi but not anymore', 'No longer likes sushi'],
  ['i hate my commute'],
  ['I like to take my dog for walks', 'Likes to take their dog for walks'],
  ['I love ice cream too, but mostly coffee flavour', 'Likes ice cream'],
  ["i'd love a dog but I love cats", 'Likes cats'],
  ['I hate tomatoes but love ketchup', 'Dislikes tomatoes', 'Likes ketchup'],
]

const pastimes: readonly Said[] = [
  ['i go climbing twice a week', 'Likes climbing'],
  ['i do jiu jitsu 3 times a week', 'Does jiu jitsu'],
  ['i crochet', 'Likes to crochet'],
  ['i run marathons', 'Runs marathons'],
  ['i collect vinyl records', 'Collects vinyl records'],
  ["I've been playing chess since i was 6", 'Plays chess'],
  ['I play the saxophone in a jazz band', 'Plays saxophone'],
  ['my true passion is travel', 'Likes travel'],
  ['mother tongue is marathi', 'Speaks marathi'],
  ['Tamil is my mother tongue', 'Speaks Tamil'],
  ['I speak three languages: English, French and Arabic', 'Speaks English, French and Arabic'],
  ['please remember i only speak english', 'Speaks only english'],
]

describe.each(Object.entries({ tastes, pastimes }))('what a person says is not lost: %s', (_, table) => {
  test.each(table)('%s', (message, ...facts) => {
    expect(learned(message)).toEqual(facts)
  })
})
