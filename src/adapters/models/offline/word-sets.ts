const sad = 'sad unhappy depressed miserable heartbroken gloomy hopeless crying devastated hurting upset tearful'
const anxious =
  'anxious afraid scared worried nervous terrified panicked panicking stressed overwhelmed frightened uneasy tense restless insecure'
const angry = 'angry mad furious annoyed irritated frustrated resentful livid outraged bitter pissed'
const happy =
  'happy glad joyful excited cheerful delighted thrilled grateful proud hopeful relieved content fantastic wonderful great amazing'
const tired = 'tired exhausted sleepy drained weary fatigued sleepless burnt worn'
const lonely = 'lonely alone isolated abandoned excluded unloved unwanted forgotten'
const ashamed = 'ashamed guilty embarrassed worthless useless stupid inadequate humiliated pathetic'
const calm = 'calm peaceful relaxed rested okay fine alright better good well'
const bored = 'bored unmotivated lazy stuck lost confused numb indifferent'

const family =
  'mother father mom mum mommy mama dad daddy papa parents parent sister sisters brother brothers sibling siblings son sons daughter daughters child children kid kids baby grandmother grandfather grandma grandpa grandparents aunt uncle cousin cousins nephew niece family stepmother stepfather'
const partner = 'husband wife partner boyfriend girlfriend fiance fiancee spouse ex lover'
const friend = 'friend friends buddy flatmate roommate'
const near = 'neighbour neighbor neighbours neighbors landlord landlady'
const office = 'boss manager colleague colleagues coworker coworkers supervisor team chef client clients'
const school = 'teacher teachers professor classmate classmates tutor student students'

const split = (words: string): ReadonlySet<string> => new Set(words.split(' '))

/** Words that mean the same to a pattern, by the name that stands after its `@`. */
export const wordSets: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries({
    sad,
    anxious,
    angry,
    happy,
    tired,
    lonely,
    ashamed,
    calm,
    bored,
    feeling: [sad, anxious, angry, happy, tired, lonely, ashamed, bored].join(' '),
    family,
    partner,
    friend,
    person: [family, partner, friend, near, office, school].join(' '),
    office,
    pet: 'dog cat puppy kitten pet rabbit hamster horse parrot dogs cats puppies kittens pets rabbits horses',
    work: 'job work career office boss manager colleague colleagues coworker coworkers workplace salary promotion shift shifts deadline deadlines meeting meetings project',
    study:
      'school university college exam exams test homework thesis degree class classes course lecture grades teacher professor studies studying essay',
    home: 'home house flat apartment room city town village country',
    money: 'money rent debt debts bills mortgage savings loan afford broke',
    body: 'headache headaches ill sick pain illness hospital migraine flu surgery',
    pastime:
      'music guitar piano running cooking reading painting drawing football gaming games chess hiking swimming dancing yoga gardening photography singing book books film films movie movies travel travelling cycling knitting',
    hope: 'hope hoping',
    greeting: 'hello hi hey hiya howdy greetings yo heya helo hullo',
    bye: 'bye goodbye farewell cya goodnight byebye ciao adios',
    thanks: 'thanks thank thx ty cheers appreciated',
    sorry: 'sorry apologies apologise apologize oops',
    everyone: 'everyone everybody all',
    nobody: 'nobody noone none',
    always: 'always constantly forever',
    swear: 'fuck fucking fucked shit shitty damn crap bullshit bloody bastard ass asshole bitch wtf fck hell',
    insult:
      'stupid dumb useless idiot idiotic annoying boring terrible awful bad worthless rubbish garbage trash pointless horrible worst lame sucks suck moron crap shit broken',
    laughter: 'haha hahaha lol lmao rofl hehe xd',
    machine:
      'robot bot chatbot machine computer ai program software algorithm gpt chatgpt llm claude siri alexa gemini llama',
    living:
      'human person alive conscious sentient real man woman girl boy people someone being doctor therapist psychologist psychiatrist counsellor counselor nurse professional expert',
    'human-claim':
      'human person alive conscious sentient real licensed doctor therapist psychologist psychiatrist nurse man woman',
    violence: 'kill murder stab shoot strangle rape attack punch beat hurt poison choke',
    diagnosis:
      'depression adhd autism autistic bipolar anxiety ocd ptsd schizophrenia cancer disorder dementia narcissist narcissistic burnout diabetes',
    unspeakable:
      'kill kills killed killing murder suicide suicidal die dying dead stab shoot strangle rape raped molest poison bomb weapon gun knife hang overdose pills starve purge vomit cut cutting hurt harm attack punch beat beats choke explode terrorist nazi fuck fucking fucked fucker shit shitty bastard ass asshole bitch cunt dick cock pussy whore slut faggot nigger nigga retard retarded porn sex sexy nude naked cum tits boobs',
  }).map(([name, words]) => [name, split(words)]),
)
