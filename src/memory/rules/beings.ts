import { set, type Clause } from './clause.ts'
import { pattern } from './patterns.ts'

/** One of the person's own family, or an animal of theirs, where it stands among the words of a clause. */
export interface Being {
  kind: 'relative' | 'pet'
  /** What it is, as a list shows it: "sister", "dogs". */
  what: string
  many: boolean
  /** Its first word behind "my" or "a", and the first word after it. */
  from: number
  to: number
}

/** Of each word the one and the many: "puppy:puppies", and "dog" where only an s is added. */
const forms = (words: string): (readonly [one: string, many: string])[] =>
  words.split(/\s+/).map((pair) => {
    const [one = '', many = `${one}s`] = pair.replaceAll('_', ' ').split(':')
    return [one, many]
  })

const oneRelative = set(`
  mother father wife husband partner girlfriend boyfriend fiance fiancee spouse stepmother stepfather step-mother
  step-father mother-in-law father-in-law sister brother son daughter child kid baby twin grandmother grandma
  granny nana gran grandfather grandpa granddad grandad grandson granddaughter grandchild aunt auntie aunty uncle
  cousin niece nephew stepson stepdaughter stepsister stepbrother half-sister half-brother sister-in-law
  brother-in-law son-in-law daughter-in-law godson goddaughter godmother godfather toddler newborn sibling eldest
  youngest nan nanna granda grandad
`)
const manyRelatives = new Set(
  forms(
    `sister brother son daughter child:children kid twin sibling grandchild:grandchildren grandkid cousin niece nephew
    parent boy girl stepchild:stepchildren stepkid triplet baby:babies grandparent toddler uncle aunt
    baby_boy twin_girl twin_boy twin_sister twin_brother little_one`,
  ).map(([, many]) => many),
)
const petForms = forms(
  `dog doggo pup puppy:puppies cat kitten kitty:kitties hamster rabbit bunny:bunnies parrot parakeet cockatiel cockatoo
    horse pony:ponies goldfish:goldfish fish:fish turtle tortoise snake lizard gecko iguana ferret gerbil chinchilla
    budgie canary:canaries rat mouse:mice bird donkey goat pig hedgehog axolotl tarantula hen chicken duck cow
    sheep:sheep llama alpaca pet labrador lab retriever poodle beagle husky:huskies corgi dachshund collie bulldog
    chihuahua pug rottweiler terrier spaniel greyhound whippet dalmatian labradoodle goldendoodle cockapoo cavapoo
    maltese:maltese pomeranian doberman samoyed akita mutt siamese:siamese ragdoll tabby:tabbies sphynx bengal
    bearded_dragon guinea_pig golden_retriever german_shepherd border_collie french_bulldog cocker_spaniel shih_tzu
    great_dane maine_coon rescue_dog jack_russell stray_cat house_rabbit staffy:staffies staffie bulldog frenchie pitbull
    pit_bull rottie doodle westie yorkie shih-tzu boxer mastiff malamute lurcher setter pointer bloodhound basset_hound
    king_charles_spaniel st_bernard shiba_inu red_setter border_terrier kelpie sheepdog bichon lovebird macaw cockerel
    rooster goose:geese quail mule bull calf:calves lamb bee cockapoo crested_gecko corn_snake ball_python leopard_gecko
    hermit_crab betta_fish koi stick_insect scorpion sugar_glider degu`,
)
const onePet = new Set(petForms.map(([one]) => one))
const pets = new Set(petForms.map(([, many]) => many))

/** What people say of them before they say what they are. */
const kinds = set(
  `older younger little big baby twin elder eldest oldest youngest middle first second third new dear beloved lovely
  beautiful wonderful sweet only own biological adopted adoptive foster step half great great- teenage small cute old
  young other crazy silly naughty good poor family late fluffy black white ginger rescue rescued two-year-old
  newborn stubborn gorgeous adorable amazing elderly`,
)
const small = set('into in on of to with for from by at my your his her our the and or as is for')
const isKind = (text: string): boolean => kinds.has(text) || /^(?:\S+-year-old|\d+-month-old|\d+yo)$/.test(text)
const afterNumber = /^(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten) (?:year|yr|month|week)s? old /

const canonical: ReadonlyMap<string, string> = new Map(
  Object.entries({
    grandma: 'grandmother',
    granny: 'grandmother',
    nana: 'grandmother',
    gran: 'grandmother',
    grandpa: 'grandfather',
    granddad: 'grandfather',
    grandad: 'grandfather',
    nan: 'grandmother',
    nanna: 'grandmother',
    granda: 'grandfather',
    auntie: 'aunt',
    aunty: 'aunt',
    fiancee: 'fiancée',
    fiance: 'fiancé',
  }),
)

/** Whoever or whatever is named from a word on, behind "my", "a" or a number. "My sister's dog" is not the person's. */
export function beingAt(clause: Clause, at: number): Being | undefined {
  const textAt = (index: number): string => clause.words[index]?.text ?? ''
  const ahead = clause.words.slice(at, at + 3).map(({ text }) => text)
  let from = at + (afterNumber.test(`${ahead.join(' ')} `) ? 3 : 0)
  for (const last = from + 3; from <= last; from++) {
    const own = textAt(from).replace(textAt(from + 1) === 'name' ? /'?s?$/ : /'s?$/, '')
    const pair = `${textAt(from)} ${textAt(from + 1).replace(/'s?$/, '')}`
    const found = (kind: Being['kind'], what: string, many: boolean, to: number): Being => ({
      kind,
      what,
      many,
      from: at,
      to,
    })
    if (pair === 'mother tongue' || pair === 'father figure') return undefined
    if (pair === 'baby boy' || pair === 'little boy') return found('relative', 'son', false, from + 2)
    if (pair === 'baby girl' || pair === 'little girl') return found('relative', 'daughter', false, from + 2)
    if (textAt(from) === 'pet' && (onePet.has(textAt(from + 1)) || pets.has(textAt(from + 1)))) continue
    if (pets.has(pair) || onePet.has(pair)) return found('pet', pair, pets.has(pair), from + 2)
    if (manyRelatives.has(pair)) return found('relative', pair, true, from + 2)
    const isAdjective =
      isKind(own) && (oneRelative.has(textAt(from + 1).replace(/'s?$/, '')) || manyRelatives.has(textAt(from + 1)))
    if (isAdjective) continue
    if (oneRelative.has(own)) return found('relative', canonical.get(own) ?? own, false, from + 1)
    if (manyRelatives.has(own)) return found('relative', own, true, from + 1)
    if (onePet.has(own)) return found('pet', own, false, from + 1)
    if (pets.has(own)) return found('pet', own, true, from + 1)
    // An animal may be of any breed, a relative is what people say of one.
    if (
      !isKind(textAt(from)) &&
      !(
        from < at + 2 &&
        !small.has(textAt(from)) &&
        /^[a-z]+(?:-[a-z]+)*$/.test(textAt(from)) &&
        onePet.has(textAt(from + 1))
      )
    )
      return undefined
  }
  return undefined
}

/** All that a clause calls "my" or "our". */
export function ownBeings(clause: Clause): Being[] {
  return clause.words.flatMap(({ text }, at) => {
    const being = text === 'my' || text === 'our' ? beingAt(clause, at + 1) : undefined
    return being ? [being] : []
  })
}

const having = pattern('')`
  ^(?:i|we) (?:
    have|own|got|adopted|have adopted|have got|have bought|bought|rescued|have rescued
    |(?:just )?had(?= (?:an?|our) (?:baby|son|daughter|little|third|second|first|fourth)\b)
    |am having(?= \S+ \S+s ?$)|am blessed with|are blessed with|raise|keep|breed
  )[ ]
`
const counted =
  /^(?:an?|my|our|\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|a couple of|a couple(?= \S+s )|a few|several) /

/** What somebody says they have: "two cats". */
export interface Had {
  being: Being
  /** As it was said: "two", "a"; empty where nothing counts. */
  count: string
}

export function hadBeing(clause: Clause): Had | undefined {
  const verb = having.exec(`${clause.text} `)?.[0]
  if (verb === undefined) return undefined
  const at = verb.trim().split(' ').length
  const rest = clause.words.slice(at, at + 3).map(({ text }) => text)
  const count = counted.exec(`${rest.join(' ')} `)?.[0].trim() ?? ''
  const being = beingAt(clause, at + (count === '' ? 0 : count.split(' ').length))
  return being && { being, count }
}
