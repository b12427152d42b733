import { describe, expect, test } from 'vitest'
import { learned, type Said } from './learned.ts'

const families: readonly Said[] = [
  ['My sister is called Mia', 'Sister is called Mia'],
  ["my sister's name is Mia", 'Sister is called Mia'],
  ['I went hiking with my brother Tom yesterday', 'Brother is called Tom'],
  ["I'm married to Tom", 'Married to Tom'],
  ['My wife is named Ingrid', 'Wife is called Ingrid'],
  ['I have two kids', 'Has two kids'],
  ['I have two kids, Lea and Paul', 'Has two kids called Lea and Paul'],
  ['I have a daughter called Lea', 'Daughter is called Lea'],
  ['We have a son', 'Has a son'],
  ["I'm a single mom", 'Is a single mom'],
  ["I'm divorced", 'Is divorced'],
  ['I am engaged to Yusuf', 'Engaged to Yusuf'],
  ['my boyfriend Kai loves climbing', 'Boyfriend is called Kai'],
  ['My dog is called Rex', 'Has a dog called Rex'],
  ['I have a cat named Miso', 'Has a cat called Miso'],
  ['i have a dog and a cat', 'Has a dog', 'Has a cat'],
  ['We adopted a puppy', 'Has a puppy'],
  ['I have three cats', 'Has three cats'],
  ['my golden retriever Biscuit keeps barking', 'Has a golden retriever called Biscuit'],
  ["my cat's name is Pixel", 'Has a cat called Pixel'],
  ['my husband Dan is a chef', 'Husband is called Dan'],
  ['we have twin girls, Maya and Zoe', 'Has twin girls called Maya and Zoe'],
  ['been married for 10 years', 'Is married'],
  ['I just got engaged to my girlfriend Lily', 'Engaged to Lily'],
  ['I am a grandmother of five', 'Has five grandchildren'],
  ['my best friend is called Tomasz', 'Best friend is called Tomasz'],
  ['my kids Ollie and Fern love dinosaurs', 'Kids are called Ollie and Fern'],
  ["what gift for my wife? she's called Mei and loves gardening", 'Wife is called Mei'],
  ['My grandma, Edith, taught me to knit', 'Grandmother is called Edith'],
  ['i am having two daughters', 'Has two daughters'],
  ['my wifes name is Carol', 'Wife is called Carol'],
  ['my moms name is Rosa', 'Mother is called Rosa'],
  ['my missus is called Tracey', 'Wife is called Tracey'],
  ["i've been with my partner Alex for 6 years", 'Partner is called Alex'],
  ['my 12 yr old daughter Skye is being bullied', 'Daughter is called Skye'],
  ['we have a baby boy called Teddy', 'Son is called Teddy'],
  [
    'I live in Cork with my husband Declan and our three kids',
    'Lives in Cork',
    'Husband is called Declan',
    'Has three kids',
  ],
  ['My brothers are called Femi and Kunle', 'Brothers are called Femi and Kunle'],
  ['my newborn son is called Otis', 'Son is called Otis'],
  ['mom of 4 here', 'Has 4 children'],
  ['just became a dad!', 'Is a dad'],
  ["I'm the youngest of five", 'Is the youngest of five'],
  ["remember my sister's birthday is 10 June", "Sister's birthday is 10 June"],
]

const pets: readonly Said[] = [
  ['my cat Mittens keeps scratching the sofa', 'Has a cat called Mittens'],
  ['my dogs called Teddy', 'Has a dog called Teddy'],
  ['my tortoise, Sheldon, is 30', 'Has a tortoise called Sheldon'],
  ['i hav a dog named rocky', 'Has a dog called Rocky'],
  ['i own a staffy called Tyson', 'Has a staffy called Tyson'],
  ['my german shepherd max is 3', 'Has a german shepherd called Max'],
  ["our cat's called Chairman Meow", 'Has a cat called Chairman Meow'],
  ['i have two dogs, Rolo and Twix', 'Has two dogs called Rolo and Twix'],
  ['walking my dog luna', 'Has a dog called Luna'],
  ['my cat is 15 and shes called Duchess', 'Has a cat called Duchess'],
  ["I've got a cat and two guinea pigs", 'Has a cat', 'Has two guinea pigs'],
  ['My cats are called Luna and Sol', 'Has cats called Luna and Sol'],
  ['I live alone with my cat Mog in Inverness', 'Lives alone', 'Lives in Inverness', 'Has a cat called Mog'],
]

const ofWhomWasSpoken: readonly Said[] = [
  ["I have a daughter, she's called Isla", 'Has a daughter', 'Daughter is called Isla'],
  ['we got a new puppy yesterday, his name is Bruno', 'Has a new puppy', 'Has a puppy called Bruno'],
  ['we adopted a kitten and named her Saffron', 'Has a kitten', 'Has a kitten called Saffron'],
  ['my sister met a guy. his name is Bob'],
  ['My friend has a daughter. She is called Zoe'],
  ['I have a cat. They are called Tom and Jerry', 'Has a cat'],
]

const theDead: readonly Said[] = [
  ['My dad passed away in March', 'Father has died'],
  ['my mom died when I was nine', 'Mother has died'],
  ['I lost my mum to cancer', 'Mother has died'],
  ['I lost my dad last year', 'Father has died'],
  ['my grandparents have both passed away', 'Grandparents have died'],
  ['my brother Tom died in 2019', 'Brother Tom has died'],
  ['my dog Rex died', 'Dog Rex has died'],
  ['our cat died yesterday', 'Cat has died'],
  ["my wife's father died"],
  ['i lost my brother in the supermarket'],
  ['my sister passed her exam'],
  ['my dad almost died'],
  ['my dad died laughing'],
  ['my phone died and my dad is angry'],
  ['my husband is dead tired'],
]

describe.each(Object.entries({ families, pets, ofWhomWasSpoken, theDead }))(
  'what a person says is not lost: %s',
  (_, table) => {
    test.each(table)('%s', (message, ...facts) => {
      expect(learned(message)).toEqual(facts)
    })
  },
)
