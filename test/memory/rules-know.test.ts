import { describe, expect, test } from 'vitest'
import { factsIn } from '../../src/memory/rules/facts-in.ts'

/** A Saturday. */
const saidAt = Date.UTC(2026, 10, 21, 12)

const learned = (message: string): string[] => factsIn(message, saidAt).map(({ text }) => text)

/** What is said, and all that is to be known from it. */
type Said = readonly [message: string, ...facts: string[]]

const names: readonly Said[] = [
  ['My name is Ada.', 'Name is Ada'],
  ["Hi, I'm Ada", 'Name is Ada'],
  ['I am Marguerite', 'Name is Marguerite'],
  ['im ada', 'Name is Ada'],
  ["hello! my name's Tobias", 'Name is Tobias'],
  ["It's Priya here", 'Name is Priya'],
  ['this is Jonas speaking', 'Name is Jonas'],
  ['Hey there, Lukas here', 'Name is Lukas'],
  ['My full name is Ada Maria Lindqvist', 'Name is Ada Maria Lindqvist'],
  ['Actually my name is Ben', 'Name is Ben'],
  ["No, I'm Ben, not Ada", 'Name is Ben'],
  ['my name is not Ada, it’s Ben', 'Name is Ben'],
  ['You can call me Lizzie', 'Wants to be called Lizzie'],
  ["I'm Elizabeth but call me Liz", 'Name is Elizabeth', 'Wants to be called Liz'],
  ['everyone calls me Mo', 'Wants to be called Mo'],
  ['I go by Sasha', 'Wants to be called Sasha'],
  ['I changed my name to Robin last year', 'Name is Robin'],
  ["I'm Dr. Okafor", 'Name is Dr. Okafor'],
  ['my name is "Zoë"', 'Name is Zoë'],
  ['my last name is Nakamura', 'Last name is Nakamura'],
  ['My pronouns are they/them', 'Pronouns are they/them'],
  ['I’m Siobhán and I need help with a recipe', 'Name is Siobhán'],
  ["i'm tom what's the weather like", 'Name is Tom'],
]

const homes: readonly Said[] = [
  ['I live in Lyon', 'Lives in Lyon'],
  ['i live in lyon', 'Lives in Lyon'],
  ['I currently live in Lyon, France', 'Lives in Lyon, France'],
  ["I'm based in Berlin", 'Lives in Berlin'],
  ['I just moved to Oslo', 'Lives in Oslo'],
  ['We moved from Rome to Lyon last spring', 'Lives in Lyon'],
  ['I live in New York City with my parents', 'Lives in New York City'],
  ["I've lived in Porto for six years", 'Lives in Porto'],
  ['I live near Cambridge', 'Lives near Cambridge'],
  ['I live in the Netherlands', 'Lives in the Netherlands'],
  ['I live in a small village near Graz', 'Lives in a small village near Graz'],
  ['I live alone', 'Lives alone'],
  ['I’m from Ghana originally', 'Is from Ghana'],
  ['My hometown is Naples', 'Is from Naples'],
  ['I grew up in Cork', 'Grew up in Cork'],
  ['I was born in Lima', 'Was born in Lima'],
  ["I'm Ada from Lyon", 'Name is Ada', 'Is from Lyon'],
  ['Since I live in Dubai, what can I do in summer?', 'Lives in Dubai'],
]

const jobs: readonly Said[] = [
  ["I'm a nurse", 'Works as a nurse'],
  ["i'm a senior software engineer at Airbus", 'Works as a senior software engineer', 'Works at Airbus'],
  ['I work as a midwife', 'Works as a midwife'],
  ['I work at Ikea', 'Works at Ikea'],
  ['I work for the Red Cross', 'Works for the Red Cross'],
  ['I work at a hospital', 'Works at a hospital'],
  ['I live in Lyon and work at Airbus', 'Lives in Lyon', 'Works at Airbus'],
  ['I work in finance', 'Works in finance'],
  ['I work from home', 'Works from home'],
  ['I just started a new job at Spotify', 'Works at Spotify'],
  ['I own a small bakery', 'Owns a small bakery'],
  ["I'm retired", 'Is retired'],
  ["I'm self-employed", 'Is self-employed'],
  ['I quit my job at Siemens', 'No longer works at Siemens'],
  ['I lost my job last week', 'Is out of a job'],
  ['I study biology', 'Studies biology'],
  ["I'm studying computer science at Stanford", 'Studies computer science', 'Studies at Stanford'],
  ['I go to Leeds University', 'Studies at Leeds University'],
  ['I teach physics', 'Works as a teacher of physics'],
]

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
]

const birthdays: readonly Said[] = [
  ['My birthday is on March 3rd', 'Birthday is March 3rd'],
  ['my bday is 12 june', 'Birthday is 12 june'],
  ['I was born on 4 July 1990', 'Birthday is 4 July 1990'],
  ['I was born in 1988', 'Was born in 1988'],
  ["I'm 34", 'Is 34 years old'],
  ["I'm 34 years old", 'Is 34 years old'],
  ['im thirty-four years old', 'Is 34 years old'],
  ['I turned 40 yesterday', 'Is 40 years old'],
  ["I'm turning 30 next month", 'Turns 30 in 2026-12'],
]

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
]

const conditions: readonly Said[] = [
  ["I'm allergic to peanuts", 'Allergic to peanuts'],
  ['im severely allergic to shellfish', 'Allergic to shellfish'],
  ["I'm allergic to nuts, milk and eggs", 'Allergic to nuts', 'Allergic to milk', 'Allergic to eggs'],
  ['I have a peanut allergy', 'Allergic to peanuts'],
  ['I have an allergy to penicillin', 'Allergic to penicillin'],
  ['I have asthma', 'Has asthma'],
  ['I have asthma and type 1 diabetes', 'Has asthma', 'Has type 1 diabetes'],
  ["I've been diagnosed with ADHD", 'Has ADHD'],
  ["I'm diabetic", 'Is diabetic'],
  ['I take metformin', 'Takes metformin'],
  ['I take 50 mg of sertraline every day', 'Takes 50 mg of sertraline'],
  ["I'm vegetarian", 'Is vegetarian'],
  ["I'm a vegan", 'Is vegan'],
  ['I went vegan last year', 'Is vegan'],
  ['I stopped eating meat', 'Does not eat meat'],
  ["I don't eat pork", 'Does not eat pork'],
  ["I don't drink alcohol", 'Does not drink alcohol'],
  ["I'm lactose intolerant", 'Is lactose intolerant'],
  ["I'm celiac", 'Is celiac'],
  ["I'm no longer vegan", 'No longer vegan'],
  ['I quit smoking', 'Does not smoke'],
  ["I'm pregnant", 'Is pregnant'],
  ['I suffer from migraines', 'Has migraines'],
  ["I'm vegetarian, what should I cook tonight?", 'Is vegetarian'],
  ["Can you suggest a dinner? I'm allergic to soy", 'Allergic to soy'],
  ['what can I eat in Tokyo, I have celiac disease', 'Has celiac disease'],
  ['find me a snack because I am lactose intolerant', 'Is lactose intolerant'],
]

const plans: readonly Said[] = [
  ["I'm flying to Rome next Friday", 'Plans to fly to Rome on 2026-11-27'],
  ["I'm moving to Berlin in March", 'Plans to move to Berlin in 2027-03'],
  ['I have a job interview tomorrow', 'Has a job interview on 2026-11-22'],
  ["I'm getting married on 3 June", 'Plans to get married on 2027-06-03'],
  ['We are going to visit Japan next year', 'Plans to visit Japan in 2027'],
  ["I'm running a marathon in two weeks", 'Plans to run a marathon on 2026-12-05'],
  ['I plan to start a podcast next month', 'Plans to start a podcast in 2026-12'],
  ['I want to learn Spanish', 'Wants to learn Spanish'],
  ['My goal is to run a half marathon', 'Wants to run a half marathon'],
  ["I'm training for a triathlon", 'Is training for a triathlon'],
  ['I have an exam on Monday', 'Has an exam on 2026-11-23'],
  ['I am starting a new job the day after tomorrow', 'Plans to start a new job on 2026-11-23'],
  ['My wedding is on June 12', 'Wedding is on 2027-06-12'],
  ["I'm having surgery on Tuesday", 'Plans to have surgery on 2026-11-24'],
  ["I'm saving up for a house", 'Is saving up for a house'],
]

const asked: readonly Said[] = [
  ['Remember that my car is a Volvo', 'Car is a Volvo'],
  ["please don't forget that I have a standing desk", 'Has a standing desk'],
  ['Keep in mind that I only read on paper', 'I only read on paper'],
  ['can you remember that my name is Ada?', 'Name is Ada'],
  ['Remember my locker number is 42', 'Locker number is 42'],
  ['remember: I am vegan', 'Is vegan'],
  ['Please remember that the wifi code is on the fridge', 'The wifi code is on the fridge'],
  ["bear in mind that I'm left-handed", 'Is left-handed'],
  ['remember that my name is Ada and I live in Lyon', 'Name is Ada', 'Lives in Lyon'],
]

const elsewhere: readonly Said[] = [
  ['Ich heiße Ada und wohne in Köln', 'Name is Ada', 'Lives in Köln'],
  ['ich bin allergisch gegen Erdnüsse', 'Allergic to Erdnüsse'],
  ['Mein Name ist Jürgen.', 'Name is Jürgen'],
  ['Ich mag Schokolade', 'Likes Schokolade'],
  ['ich mag keine Oliven', 'Dislikes Oliven'],
  ['Ich habe eine Nussallergie', 'Allergic to Nuss'],
  ["Je m'appelle Ada et j'habite à Lyon", 'Name is Ada', 'Lives in Lyon'],
  ['Je suis allergique aux arachides', 'Allergic to arachides'],
  ["J'adore le chocolat", 'Likes chocolat'],
  ["je n'aime pas les champignons", 'Dislikes champignons'],
  ['Me llamo Lucía y vivo en Sevilla', 'Name is Lucía', 'Lives in Sevilla'],
  ['Soy alérgico a los cacahuetes', 'Allergic to cacahuetes'],
  ['Me gusta el café', 'Likes café'],
  ['no me gusta el ajo', 'Dislikes ajo'],
  ['Mi chiamo Giulia e vivo a Torino', 'Name is Giulia', 'Lives in Torino'],
  ['Sono allergica alle noci', 'Allergic to noci'],
  ['Mi piace la pizza', 'Likes pizza'],
  ['Meu nome é João e moro em Recife', 'Name is João', 'Lives in Recife'],
  ['Sou alérgica a amendoim', 'Allergic to amendoim'],
  ['Eu gosto de futebol', 'Likes futebol'],
  ['Não gosto de cebola', 'Dislikes cebola'],
]

const mixed: readonly Said[] = [
  ['im ada and i live in lyon, allergic to nuts', 'Name is Ada', 'Lives in Lyon', 'Allergic to nuts'],
  ['my name is ada i live in lyon i love jazz', 'Name is Ada', 'Lives in Lyon', 'Likes jazz'],
  [
    'Hi! A few things about me:\n- I’m Ada\n- I live in Lyon\n- I’m allergic to kiwi',
    'Name is Ada',
    'Lives in Lyon',
    'Allergic to kiwi',
  ],
  ["I'm Ada, 34, from Lyon", 'Name is Ada', 'Is 34 years old', 'Is from Lyon'],
  ['My friend lives in Rome but I live in Lyon', 'Lives in Lyon'],
  ["I'm Batman lol. Seriously, my name is Ada", 'Name is Ada'],
]

const sentences: readonly Said[] = [
  [
    "I'm 45, I have a bad knee and I want to run a half marathon in April. Can you help me with a training plan?",
    'Is 45 years old',
    'Has a bad knee',
    'Wants to run a half marathon in 2027-04',
  ],
  ["(I'm left-handed btw) how do I hold the brush?", 'Is left-handed'],
  [
    "I'm a mother of two, 38, working as a paralegal in Dublin",
    'Has two children',
    'Is 38 years old',
    'Works as a paralegal',
  ],
  ['As a vegetarian, I find it hard to eat out here', 'Is vegetarian'],
  ["Next week I'm starting chemotherapy", 'Plans to start chemotherapy in the week of 2026-11-23'],
  ['Tomorrow I have a driving test', 'Has a driving test on 2026-11-22'],
  ["I'm an architect living in Rotterdam", 'Works as an architect', 'Lives in Rotterdam'],
  ['I start my new job at Lidl on Monday', 'Plans to start their new job at Lidl on 2026-11-23'],
  ["I'm going to be a dad in February!", 'Plans to be a dad in 2027-02'],
  ['I quit drinking two years ago', 'Does not drink alcohol'],
  ['my dogs name is buster', 'Has a dog called Buster'],
  ["My mom's name is Teresa", 'Mother is called Teresa'],
  ['we have two dogs and a parrot', 'Has two dogs', 'Has a parrot'],
  ['I live in Lyon, if that helps', 'Lives in Lyon'],
  ['I live in Lyon if that matters', 'Lives in Lyon'],
  ['I live in Lyon, is that a problem?', 'Lives in Lyon'],
  ["I'm vegan. remember that", 'Is vegan'],
  ['My friends say I talk too much. I am a nurse.', 'Works as a nurse'],
  ["I'm allergic to kiwi. Just kidding! My name is Ada", 'Name is Ada'],
  ['I am Ada. Can you translate "good morning" into French?', 'Name is Ada'],
  ['> I live in Rome\nI live in Lyon', 'Lives in Lyon'],
  ['Wohnst du in Wien? Ich wohne in Graz.', 'Lives in Graz'],
]

const tables = {
  sentences,
  names,
  homes,
  jobs,
  families,
  birthdays,
  tastes,
  conditions,
  plans,
  asked,
  elsewhere,
  mixed,
}

describe.each(Object.entries(tables))('what a person says is not lost: %s', (_, table) => {
  test.each(table)('%s', (message, ...facts) => {
    expect(learned(message)).toEqual(facts)
  })
})

describe('what is kept of a fact', () => {
  test('its quote stands in the message as it is', () => {
    const message = 'Hello!  I’m   Ada, and I live in Lyon — allergic to nuts 🥜, tbh.'
    const facts = factsIn(message, saidAt)
    expect(facts.map(({ text }) => text)).toEqual(['Name is Ada', 'Lives in Lyon', 'Allergic to nuts'])
    for (const { quote } of facts) expect(message).toContain(quote)
  })

  test('slots, topics and polarity are one form for all wordings', () => {
    const [likes] = factsIn('I love the pizzas', saidAt)
    const [hates] = factsIn('i hate pizza', saidAt)
    expect([likes?.topic, likes?.polarity]).toEqual([hates?.topic, 1])
    expect(hates?.polarity).toBe(-1)
    expect(factsIn('my favorite color is red', saidAt)[0]?.slot).toBe(
      factsIn('My favourite colours are red and blue', saidAt)[0]?.slot,
    )
    expect(factsIn('I live in Rome', saidAt)[0]).toMatchObject({
      slot: 'home',
      topic: null,
      polarity: 0,
      explicit: false,
    })
  })

  test('what must always be recalled is of the highest importance', () => {
    for (const message of [
      'I am Ada',
      'call me Liz',
      'I am allergic to nuts',
      'I have asthma',
      'remember that my car is red',
    ])
      expect(factsIn(message, saidAt)[0]?.importance).toBeGreaterThanOrEqual(0.9)
    expect(factsIn('I like tea', saidAt)[0]?.importance).toBe(0.5)
    expect(factsIn('I am flying to Rome tomorrow', saidAt)[0]?.importance).toBe(0.6)
  })

  test('what was asked for is marked, and what was not is not', () => {
    expect(factsIn('Remember that I like tea. I hate coffee.', saidAt).map(({ explicit }) => explicit)).toEqual([
      true,
      false,
    ])
    expect(factsIn('remember that I like tea', saidAt)[0]?.importance).toBe(0.9)
    expect(factsIn('I am vegan, remember that', saidAt)).toMatchObject([{ text: 'Is vegan', explicit: true }])
  })
})

describe('a date is that of the message', () => {
  const wednesday = Date.UTC(2026, 10, 18, 9)
  test.each([
    ['tomorrow', 'on 2026-11-19'],
    ['on Friday', 'on 2026-11-20'],
    ['this Friday', 'on 2026-11-20'],
    ['next Friday', 'on 2026-11-27'],
    ['on Wednesday', 'on 2026-11-25'],
    ['next week', 'in the week of 2026-11-23'],
    ['this weekend', 'on 2026-11-21'],
    ['next month', 'in 2026-12'],
    ['in three weeks', 'on 2026-12-09'],
    ['in 2 months', 'in 2027-01'],
    ['in a year', 'in 2027'],
    ['on 3 March', 'on 2027-03-03'],
    ['on March 3rd, 2028', 'on 2028-03-03'],
    ['on the 20th', 'on 2026-11-20'],
    ['on the 5th', 'on 2026-12-05'],
    ['in December', 'in 2026-12'],
    ['in October', 'in 2027-10'],
    ['next summer', 'in summer 2027'],
    ['in 2029', 'in 2029'],
    ['on 2027-02-01', 'on 2027-02-01'],
  ])('%s', (said, when) => {
    expect(factsIn(`I'm flying to Rome ${said}`, wednesday).map(({ text }) => text)).toEqual([
      `Plans to fly to Rome ${when}`,
    ])
  })

  test('and where there is none nothing breaks', () => {
    for (const at of [Number.NaN, Infinity, 8.64e15, -8.64e15])
      for (const said of ["I'm flying to Rome next Friday", 'it is my birthday today', "I'm turning 30 in 5 years"])
        expect(() => factsIn(said, at)).not.toThrow()
    expect(factsIn("I'm flying to Rome on 31 February", saidAt)).toEqual([])
  })
})

test.each(['constructor', 'isPrototypeOf', 'toString', 'hasOwnProperty', 'valueOf'])(
  'the word %s is a word',
  (word) => {
    expect(learned(`I love ${word}`)).toEqual([`Likes ${word}`])
    for (const said of [
      `${word} ${word}`,
      `i am ${word}`,
      `my ${word} is called ${word}`,
      `remember that i ${word}`,
      `i am ${word}ing to Rome tomorrow`,
      `i have a ${word} called ${word}`,
    ])
      expect(() => factsIn(said, saidAt)).not.toThrow()
  },
)

describe('a message may be of any size', () => {
  const many = (text: string, length = 100_000): string => text.repeat(Math.ceil(length / text.length)).slice(0, length)

  test('no more than twenty facts come of one, each on one line of a readable length', () => {
    const foods =
      'apples bread cheese dates eggs figs grapes ham jam kale leeks melons nuts olives pears quinoa rice soup tea udon veal yams zucchini'
    const said = foods
      .split(' ')
      .map((food) => `I love ${food}.`)
      .join(' ')
    expect(factsIn(said, saidAt)).toHaveLength(20)
    const long = factsIn(`Remember that my list is ${many('antidisestablishment ', 2000)}`, saidAt)
    for (const { text } of long) expect(text.length).toBeLessThanOrEqual(300)
  })

  test('what is said before a long paste is read', () => {
    expect(factsIn(`I live in Lyon.\n${many('lorem ipsum dolor. ')}`, saidAt)).toHaveLength(1)
  })

  test.each([
    'i am ',
    'i,',
    '"',
    '„a ',
    " 'a",
    '`',
    '```',
    '\n',
    ' ',
    '\n ',
    'i.',
    'my sister ',
    'i like a and ',
    'i am (',
    'lol ',
    'please can you also ',
    '<s',
    'hi hello ',
    'i-',
    '\u0301',
    'in two weeks on 3 march next ',
    'if i ',
  ])('nor does %j without end', (text) => {
    expect(factsIn(many(text), saidAt).length).toBeLessThanOrEqual(20)
  })
})
