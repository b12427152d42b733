import { cutBefore, part, set, take, type Clause, type Found, type Rule } from './clause.ts'
import { capitalised } from './letter-case.ts'
import { itemsOf } from './lists.ts'
import { looksNamed, nameAt } from './names.ts'

const kinds = String.raw`dog|doggo|pup|puppy|cat|kitten|kitty|hamster|rabbit|bunny|parrot|parakeet|cockatiel|horse|pony|goldfish|fish|turtle|tortoise|snake|lizard|gecko|iguana|bearded dragon|ferret|guinea pig|gerbil|chinchilla|budgie|canary|rat|mouse|bird|donkey|goat|pig|hedgehog|axolotl|tarantula|hen|chicken|duck|cow|sheep|llama|alpaca|pet|labrador|lab|golden retriever|retriever|poodle|beagle|husky|corgi|dachshund|german shepherd|border collie|collie|bulldog|french bulldog|chihuahua|pug|boxer|rottweiler|terrier|spaniel|cocker spaniel|greyhound|whippet|dalmatian|labradoodle|cockapoo|maltese|shih tzu|pomeranian|great dane|doberman|samoyed|akita|mutt|rescue dog|maine coon|siamese|ragdoll|tabby|sphynx|bengal`
const plurals = String.raw`dogs|puppies|cats|kittens|hamsters|rabbits|bunnies|parrots|horses|ponies|fish|turtles|tortoises|snakes|lizards|geckos|ferrets|guinea pigs|budgies|canaries|rats|mice|birds|goats|chickens|hens|ducks|pets|labradors|huskies|corgis|poodles|beagles|cows|sheep|pigs|alpacas|goldfish`
const count = String.raw`\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|a couple of`
const small =
  /^(?:little|old|big|new|small|cute|lovely|beautiful|sweet|dear|beloved|young|first|second|other|crazy|silly|naughty|good|poor|late|family|only|\S+[- ]year[- ]old)$/

const owns = new RegExp(
  String.raw`^(?:i|we) (?:have|own|got|adopted|have (?:adopted|got|bought)|bought|rescued|am getting|are getting) (?:(?<count>an?|my|our|${count}) )(?<which>(?:\S+ ){0,3}?)(?<kind>${kinds}|${plurals})(?= |$)`,
  'd',
)
const named = new RegExp(
  String.raw`(?:^|\s)(?:my|our) (?<which>(?:\S+ ){0,2}?)(?<kind>${kinds})(?:(?:'s|s) name is|'s called| is (?:called|named)| called| named| name is| , called| , named)(?: is)? `,
  'd',
)
const namedBeing = new RegExp(String.raw`^(?:my|our) (?<which>(?:\S+ ){0,2}?)(?<kind>${kinds}) is (?=\S+$)`, 'd')
const beside = new RegExp(String.raw`(?:^|\s)(?:my|our) (?<which>(?:\S+ ){0,2}?)(?<kind>${kinds})(?: ,)? (?=\S)`, 'd')
const severalNamed = new RegExp(
  String.raw`^(?:my|our) (?:(?:${count}) )?(?<kind>${plurals})(?:'|'s)?(?: names)? are (?:called |named )?(?<names>.+)$`,
  'd',
)
const lost =
  /\b(?:dead|died|passed|late|ex|used to|had|friend's|neighbou?r's|lost|ran away|put down|dream|calling|naming|renaming)\b/
const notPets =
  /^(?:hot|guard|police|stuffed|toy|chinese|virtual|plush|video|comic|computer|wireless|gaming|bad|chest|dead|hot-dog|jersey|big|lap|city|house) ?$/
const afterName = set(', and who that is was has loves likes hates but because with for from in on at to i my we')

function pet(said: string, name: string): Found {
  const kind = said.replace(/['’]?s$/, '')
  return {
    text: `Has ${/^[aeiou]/.test(kind) ? 'an' : 'a'} ${kind} called ${name}`,
    slot: null,
    topic: `pet:${kind} ${name.toLowerCase()}`,
    importance: 0.65,
  }
}

function petName(clause: Clause, at: number, declared: boolean): string | undefined {
  const name = cutBefore(clause, nameAt(clause, at, 3), afterName)
  const first = name.words[0]
  if (!first) return undefined
  const raw = clause.message.slice(first.start, first.end)
  const looks = looksNamed(first.text, raw) && !/^(?:who|that|is|and)$/.test(first.text)
  const plain =
    declared &&
    /^\p{L}[\p{L}'’-]+$/u.test(raw) &&
    !/^(?:a|an|the|after|not|by|my|in|on|it|her|him|them|for|so|when|from|but|to|and)$/.test(first.text)
  return looks || plain ? capitalised(name.raw) : undefined
}

export const pets: Rule = (clause) => {
  const { text } = clause
  if (lost.test(text)) return []
  const having = take(clause, owns)
  if (having) {
    const kind = having('kind')
    if (
      notPets.test(having('which').text) ||
      /\b(?:of|in|on|for|game|toy|costume|problem|friend)\b/.test(having('which').text)
    )
      return []
    const rest = part(clause, having.next)
    const compound =
      /^(?:person|lover|allergy|food|costume|walker|owner|problem|shelter|sitter|trainer|day|phobia|toy|house|bed|collar|video|meme|tattoo|in (?:my (?:dream|game|throat)|th\S+ (?:fight|race|game|hunt))|people|farm|stall|hair|nap|scan|show|fight)/.test(
        rest.text,
      )
    if (compound) return []
    const isPlural = new RegExp(`^(?:${plurals})$`).test(kind.text) && !/^(?:an?|one)$/.test(having('count').text)
    const names =
      /^(?:, )?(?:(?:who is |whose name is |who are |that is )?(?:called|named)|,|names|whose names are) /.exec(
        `${rest.text} `,
      )
    const at = having.next + (names ? names[0].trim().split(' ').length : 0)
    if (isPlural) {
      const listed = names ? itemsOf(clause, part(clause, at)) : []
      const called = listed.filter(
        ({ words }) =>
          words[0] &&
          words.length <= 2 &&
          looksNamed(words[0].text, clause.message.slice(words[0].start, words[0].end)),
      )
      const whom = called.length > 0 ? ` called ${called.map(({ raw }) => capitalised(raw)).join(' and ')}` : ''
      return [
        {
          text: `Has ${having('count').raw.toLowerCase()} ${kind.raw.toLowerCase()}${whom}`,
          slot: null,
          topic: `pet:${kind.text}`,
          importance: 0.65,
        },
      ]
    }
    const name = names ? petName(clause, at, !names[0].startsWith(',')) : undefined
    if (name) return [pet(kind.raw.toLowerCase(), name)]
    if (names && !names[0].startsWith(',')) return []
    const which = having('which').raw
    const a = /^[aeiou]/i.test(which || kind.raw) ? 'an' : 'a'
    return [
      {
        text: `Has ${a} ${which === '' ? '' : `${which} `}${kind.raw}`,
        slot: null,
        topic: `pet:${kind.text}`,
        importance: 0.6,
      },
    ]
  }
  const several = take(clause, severalNamed)
  if (several) {
    const called = itemsOf(clause, several('names'))
    if (
      !called.every(
        ({ words }) =>
          words[0] &&
          words.length <= 2 &&
          looksNamed(words[0].text, clause.message.slice(words[0].start, words[0].end)),
      )
    )
      return []
    return [
      {
        text: `Has ${several('kind').raw.toLowerCase()} called ${called.map(({ raw }) => capitalised(raw)).join(' and ')}`,
        slot: null,
        topic: `pet:${several('kind').text}`,
        importance: 0.65,
      },
    ]
  }
  const told = take(clause, named)
  if (told) {
    const name = petName(clause, told.next, true)
    if (name) return [pet(told('kind').raw.toLowerCase(), name)]
  }
  const being = take(clause, namedBeing)
  if (being) {
    const name = petName(clause, being.next, false)
    return name ? [pet(being('kind').raw.toLowerCase(), name)] : []
  }
  const next = take(clause, beside)
  if (
    next &&
    (next('which').text === '' ||
      next('which')
        .text.split(' ')
        .every((word) => small.test(word)))
  ) {
    const name = petName(clause, next.next, false)
    if (name) return [pet(next('kind').raw.toLowerCase(), name)]
  }
  return []
}
