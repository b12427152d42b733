/** A base and its forms that no rule of endings finds; a form that is a word of its own as well (rose, saw) mostly is not here. */
const families = `
arise arose arisen
awake awoke awoken
beat beaten
become became
begin began begun
bend bent
bite bitten
bleed bled
blow blew blown
break broke broken
breed bred
bring brought
build built
burn burnt
buy bought
catch caught
choose chose chosen
cling clung
come came
creep crept
deal dealt
die died dies dying
dig dug
draw drew drawn
dream dreamt
drink drank drunk
drive drove driven
eat ate eaten
fall fell fallen
feed fed
feel felt
fight fought
find found
flee fled
fling flung
fly flew flown flies
forbid forbade forbidden
forget forgot forgotten
forgive forgave forgiven
freeze froze frozen
get got gotten
give gave given
go went gone goes
grow grew grown
hang hung
hear heard
hide hid hidden
hold held
keep kept
kneel knelt
know knew known
lead led
lean leant
leap leapt
learn learnt
leave left
lend lent
lie lied lies lying lain
light lit
lose lost
make made
mean meant
meet met
mislead misled
mistake mistook mistaken
outgrow outgrew outgrown
overcome overcame
oversleep overslept
overtake overtook overtaken
pay paid
prove proven
rebuild rebuilt
redo redid redone
repay repaid
ride rode ridden
ring rang rung
rise risen
run ran
say said
see saw seen
seek sought
sell sold
send sent
sew sewn
shake shook shaken
shine shone
show shown
shrink shrank shrunk
sing sang sung
sink sank sunk
sit sat
sleep slept
slide slid
sling slung
sneak snuck
speak spoke spoken
speed sped
spell spelt
spend spent
spill spilt
spin spun
spoil spoilt
stand stood
steal stole stolen
stick stuck
sting stung
strike struck stricken
strive strove striven
swear swore sworn
sweep swept
swell swollen
swim swam swum
swing swung
take took taken
teach taught
tear tore torn
tell told
think thought thoughts
throw threw thrown
tie tied ties tying
undergo underwent undergone
understand understood
undo undid undone
wake woke woken
wear wore worn
weave wove woven
weep wept
win won
withdraw withdrew withdrawn
withstand withstood
write wrote written
cry cries cried
dry dries dried
fry fries fried
pry pries pried
shy shied
sky skies
spy spies spied
try tries tried
pie pies
bus buses
gas gases
lens lenses
child children
foot feet
goose geese
grandchild grandchildren
mouse mice
ox oxen
stepchild stepchildren
tooth teeth
man men
woman women
businessman businessmen
businesswoman businesswomen
fireman firemen
fisherman fishermen
gentleman gentlemen
policeman policemen
salesman salesmen
calf calves
elf elves
half halves
knife knives
loaf loaves
scarf scarves
shelf shelves
thief thieves
wife wives
wolf wolves
cactus cacti
criterion criteria
fungus fungi
phenomenon phenomena
april apr
august aug
december dec
february feb
july jul
june jun
november nov
october oct
september sep sept
`

/** The base of an irregular form; nothing for a word that is none. */
export const irregularForms: ReadonlyMap<string, string> = new Map(
  families.split('\n').flatMap((line): [string, string][] => {
    const [base = '', ...forms] = line.split(' ')
    return forms.map((form) => [form, base])
  }),
)
