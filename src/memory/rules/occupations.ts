import { set } from './clause.ts'
import { oneOf, pattern } from './patterns.ts'

/** Words that end what somebody is by trade: "a senior software engineer". */
export const occupations = set(`
accountant acrobat actor actress actuary acupuncturist adjuster admin administrator adviser advisor airman
anaesthesiologist anaesthetist analyst anchor anesthesiologist animator anthropologist appraiser apprentice
archaeologist archeologist architect archivist artist assessor assistant astronaut astronomer athlete attorney
au-pair audiologist auditor author bailiff baker banker banksman barber barista barmaid barman barrister bartender
bassist beautician beekeeper bellhop biochemist biologist blacksmith blogger bodyguard bookie bookkeeper bookseller
bosun botanist bouncer boxer breeder brickie bricklayer broadcaster broker builder busker butcher butler buyer
cabbie cameraman captain cardiologist caregiver carer caretaker carpenter cartographer cashier caterer cellist ceo
ceramicist cfo chaplain chauffeur chef chemist childminder chippy chiropractor chocolatier choreographer
cinematographer civil-servant cleaner clergyman clerk clown cna co-founder coach cobbler coder colonel columnist
comedian commentator composer conductor constable consultant contractor conveyancer coo cook coordinator cop copper
copyeditor copywriter corporal councillor counsellor counselor courier cricketer critic crossing-guard croupier cto
curate curator custodian dairyman dancer dba deacon dealer deckhand decorator dentist dermatologist designer
detective dev developer devops dietician dietitian dinnerlady diplomat director dishwasher dispatcher dj doctor
dog-walker double doula draftsman dressmaker driller driver drummer economist editor educator electrical-engineer
electrician emt endocrinologist engineer entomologist entrepreneur epidemiologist escort estate-agent executive
fabricator farmer farrier filmmaker firefighter fireman fisherman fishmonger fitter florist footballer forester
founder freelancer gamekeeper gardener geographer geologist glassblower glazier goldsmith golfer gp greengrocer
grocer groom groomer grower guard guide guitarist gymnast gynecologist hairdresser handyman hca head headmaster
headteacher hgv historian homemaker hostess househusband housekeeper housewife hygienist hypnotherapist illustrator
imam importer influencer inspector installer instructor intern interpreter investigator investor janitor jeweler
jeweller jockey joiner journalist judge juggler kennel-hand kindergartener knitter laborer labourer landlord
landscaper lawyer lead leader lecturer librarian lieutenant lifeguard lineman linguist locksmith logger logistician
lorry-driver lpn lumberjack machinist magician magistrate maid manager manageress manicurist marine marketer mason
masseur masseuse mathematician mechanic mediator merchandiser merchant meteorologist microbiologist midwife milkman
milliner millwright mime miner minister missionary model monk musician nanny navigator neurologist neuroscientist
neurosurgeon newsreader notary novelist nun nurse nutritionist obstetrician officer oncologist operator optician
optometrist organist orthodontist osteopath pa paediatrician painter paralegal paramedic partner pastor pathologist
pediatrician pensioner petsitter pharmacist phd philosopher phlebotomist photographer physician physicist physio
physiotherapist pianist piercer pilot pipefitter planner plasterer playwright plumber pm podcaster podiatrist poet
policeman policewoman politician porter postdoc postdoctoral-researcher postgraduate postie postman postwoman potter
presenter priest principal printmaker producer professor programmer proofreader prosecutor psychiatrist psychologist
psychotherapist publicist publisher puppeteer quant quilter rabbi radiographer radiologist radiotherapist rancher
ranger rapper realtor receptionist recruiter referee registrar reporter representative researcher restaurateur
retailer retiree reviewer rn roadie roofer roughneck sahd sahm sailor salesman salesperson saleswoman scaffolder
scientist screenwriter scrum-master sculptor sde sdet seamstress secretary seller senator sergeant servant
sex-worker shepherd shopkeeper singer singer-songwriter sitter skipper social-worker sociologist soldier solicitor
sommelier songwriter sonographer sonologist sous-chef sparky spy squaddie sre statistician steelworker stenographer
steward stewardess stockbroker stockman strategist streamer stripper student stuntman stuntwoman stylist
superintendent supervisor surgeon surveyor swe sysadmin ta tailor tattooist teacher teaching-assistant technician
technologist temp tester therapist tiler trader trainee trainer translator treasurer trucker tutor typist
undergraduate undertaker underwriter upholsterer urologist usher valet valuer vet veteran veterinarian vicar
videographer violinist vlogger vocalist waiter waitress walker warden watchmaker weaver webmaster welder wholesaler
winemaker woodworker worker wrestler writer youtuber zookeeper zoologist
`)

/** Before these it is a figure of speech, or no longer so. */
export const noTrade = set(`
  bad terrible good great horrible lousy decent born natural wannabe aspiring would-be former ex ex- fake mediocre
  such big huge slow fast quick careful terrible awful frustrated failed failing secret real true hopeless amateur
  hobby not worse better worst best picky messy keen avid passionate lonely budding dead silly armchair visual
  control part fellow sore
`)

/** As they end what people are by trade, with what ends so and is none. */
const tradeEndings = pattern('')`
  (?:
    ${oneOf(String.raw`
      ologist, ographer, ician, iatrist, opath, therapist, smith, wright, monger, keeper, maker, worker, driver,
      operator, engineer, manager, officer, specialist, technician, consultant, analyst, planner, fitter,
      grower, herder, instructor, coordinator, co-ordinator, attendant, practitioner, nurse, teacher
    `)}
  )$
`
const noTradeEnding = set(
  'troublemaker timekeeper scorekeeper peacekeeper homemaker matchmaker goalkeeper keeper maker',
)
export const soundsLikeTrade = (word: string): boolean => tradeEndings.test(word) && !noTradeEnding.has(word)
