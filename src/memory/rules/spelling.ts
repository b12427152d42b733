import { pattern } from './patterns.ts'
/** How people type what is written in another way: each on the left is read as what is on the right. */
const table = `
im iam i'm i'am im' = i am
ive i've iv'e = i have
i'd = i would
i'll = i will
cant cannot can't = can not
won't wont = will not
shan't = shall not
ain't aint = is not
let's lets = let us
its = it is
thats = that is
whats wats wat's wot's = what is
hes = he is
shes = she is
youre = you are
theyre = they are
gonna gunna = going to
wanna = want to
gotta = have to
alot = a lot
u ya = you
ur = your
& n = and
bc cuz coz cos cause bcoz bcz becoz becuase becasue beacuse = because
favorite fav fave favourate favrite = favourite
favorites favs faves = favourites
bday b-day = birthday
pls plz plss = please
tho = though
r = are
abt = about
w = with
tmrw tmr tmw 2moro 2morrow tommorow tommorrow tomorow = tomorrow
luv lurve lvoe lov = love
hav hv = have
frm = from
liv = live
wrk = work
livin = living
workin = working
studyin = studying
goin = going
movin = moving
startin = starting
learnin = learning
trainin = training
plannin = planning
mum mom mommy mummy mama momma amma = mother
dad daddy papa appa = father
bf = boyfriend
gf = girlfriend
hubby = husband
wifey missus = wife
sis = sister
bro = brother
lil = little
kiddos = kids
nmae naem = name
haet = hate
teh = the
wiht = with
highschool = high school
grandkids = grandchildren
step-mom stepmom = stepmother
step-dad stepdad = stepfather
horseback = horse
`

/** What is written on purpose in other letters, and read as it is meant. */
const readings: ReadonlyMap<string, string> = new Map(
  table
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [written = '', meant = ''] = line.split(' = ')
      return written.split(' ').map((word) => [word, meant] as const)
    }),
)

const negated = new Map(
  'do does did is are was were have has had could should would must need'.split(' ').flatMap((verb) => [
    [`${verb}n't`, `${verb} not`],
    // "weren't" without its apostrophe is still one, "wont" is not here.
    [`${verb}nt`, `${verb} not`],
  ]),
)

/** Long words that tell what a sentence is about, and that no slip makes into another word. */
const known: ReadonlyMap<string, readonly string[]> = Map.groupBy(
  (
    'allergic allergy vegetarian favourite favorite birthday daughter husband girlfriend boyfriend diabetic diabetes ' +
    'intolerant pregnant engineer accountant diagnosed remember originally university currently dyslexic dyslexia autistic ' +
    'asthmatic appointment interview anniversary studying tomorrow'
  ).split(' '),
  (word) => word.charAt(0),
)
const elsewhere = new Set('allergie allergica allergico vegetarien vegetariano vegetariana'.split(' '))
const shortest = 6

/** Whether one letter too many, missing, wrong, or changed with its neighbour makes one of the other. */
function isSlip(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  if (long.length - short.length > 1) return false
  let at = 0
  while (at < short.length && short[at] === long[at]) at++
  if (short.length < long.length) return short.slice(at) === long.slice(at + 1)
  if (short.slice(at + 1) === long.slice(at + 1)) return true
  return short[at] === long[at + 1] && short[at + 1] === long[at] && short.slice(at + 2) === long.slice(at + 2)
}

function mended(word: string): string {
  const likely = word.length < shortest || elsewhere.has(word) ? undefined : known.get(word.charAt(0))
  if (!likely || likely.includes(word)) return word
  return likely.find((one) => (!word.endsWith('s') || one.endsWith('s')) && isSlip(word, one)) ?? word
}

/** "heyyy" and "soooo", but not "iii". */
const drawnOut = /([a-z])\1{2,}/g
const isOneLetter = /^(.)\1*$/

/** Of what ends in 's only these mean "is"; with the others something belongs to somebody. */
const beings = pattern('')`
  ^(
    name|today|tomorrow|it|that|there|here|what|who|where|how|when|he|she|birthday|favourite|job|everything
    |major|surname|nickname|hometown|hobby|goal|dream|allergy|degree
  )'s$
`

function contracted(word: string): string {
  const owner = /^(.+)'s$/.exec(word)?.[1]
  const relative = owner === undefined ? undefined : readings.get(owner)
  if (relative !== undefined) return `${relative}'s`
  const being = beings.exec(word)?.[1]
  if (being !== undefined) return `${being} is`
  return word
    .replace(/^(you|we|they)'re$/, '$1 are')
    .replace(/^(you|we|they)'ve$/, '$1 have')
    .replace(/^(you|we|they|he|she|it)'ll$/, '$1 will')
    .replace(/^(you|we|they|he|she|it)'d$/, '$1 would')
}

const greetings: ReadonlyArray<readonly [RegExp, string]> = [
  [/^h+i+(?:ya+)?$/, 'hi'],
  [/^h+e+y+(?:a+)?$/, 'hey'],
  [/^h+e+l+o+$/, 'hello'],
]

const kin = /^(?:mother|father|wife|husband|girlfriend|boyfriend|sister|brother)$/

/** A word in small letters and without accents, in the one way that rules read it; what was contracted is several. */
export function spellOut(written: string): string {
  const word = isOneLetter.test(written) ? written : written.replace(drawnOut, '$1')
  const greeting = greetings.find(([pattern]) => pattern.test(written))
  if (greeting) return greeting[1]
  const known = readings.get(word) ?? negated.get(word)
  if (known !== undefined) return known
  if (word.includes("'")) return contracted(word)
  const one = word.endsWith('s') ? readings.get(word.slice(0, -1)) : undefined
  if (one !== undefined && kin.test(one)) return `${one}s`
  const right = mended(word)
  return readings.get(right) ?? right
}
