import { set } from './clause.ts'

/** Words that end what somebody is by trade: "a senior software engineer". */
export const occupations = set(`
accountant actor actress actuary acupuncturist administrator advisor adviser analyst anaesthetist anesthesiologist animator anthropologist archaeologist archeologist architect archivist
artist assistant astronaut astronomer athlete attorney auditor author baker banker barber barista bartender beautician biochemist biologist blogger bookkeeper
bookseller botanist bricklayer broker builder butcher butler captain cardiologist caregiver caretaker carer carpenter cartographer cashier caterer ceo cfo cto coo
chef chemist chiropractor choreographer cinematographer clerk cleaner coach comedian composer conductor consultant contractor cook copywriter councillor
counsellor counselor courier curator dancer dentist dermatologist designer detective developer dietician dietitian diplomat director dispatcher doctor draftsman dressmaker
driver economist editor educator electrician endocrinologist engineer entrepreneur entomologist epidemiologist estate-agent executive farmer filmmaker firefighter fireman fisherman florist
forester freelancer gardener geographer geologist glazier goldsmith groomer grocer guard guide gynecologist hairdresser handyman historian homemaker housewife househusband
hygienist illustrator influencer inspector instructor interpreter investigator investor janitor jeweler jeweller journalist judge juggler kindergartener laborer labourer landscaper
lawyer lecturer librarian lifeguard linguist locksmith logistician machinist magician manager marketer mason masseuse mathematician mechanic mediator
merchant meteorologist microbiologist midwife milkman miner minister model musician nanny navigator neurologist neuroscientist neurosurgeon notary novelist nurse nutritionist obstetrician
officer oncologist operator optician optometrist orthodontist osteopath painter paralegal paramedic pastor pathologist pediatrician paediatrician pharmacist philosopher photographer
physician physicist physiotherapist pianist pilot playwright plasterer plumber podcaster poet policeman policewoman politician porter postman potter priest principal producer professor
programmer psychiatrist psychologist psychotherapist publisher rabbi radiographer radiologist ranger realtor receptionist recruiter referee reporter representative researcher restaurateur
roofer sailor salesman salesperson saleswoman scientist screenwriter sculptor seamstress secretary senator shepherd shopkeeper singer social-worker sociologist
soldier solicitor sommelier sonographer statistician stewardess steward stockbroker strategist streamer stylist superintendent supervisor surgeon surveyor tailor tattooist
teacher technician technologist tester therapist translator trader trainer treasurer tutor tiler typist undertaker upholsterer urologist usher valet veterinarian vet
violinist waiter waitress waiter weaver webmaster welder winemaker woodworker worker writer youtuber zookeeper zoologist
apprentice intern trainee student undergraduate postgraduate postdoc postdoctoral-researcher phd pensioner retiree freelancer dba sysadmin devops sre pm barrister bouncer bellhop beekeeper blacksmith cobbler crossing-guard
`)

/** Before these it is a figure of speech, or no longer so. */
export const noTrade = set(
  'bad terrible good great horrible lousy decent born natural wannabe aspiring would-be former ex ex- fake mediocre such big huge slow fast quick careful terrible awful frustrated failed failing secret real true hopeless amateur hobby not worse better worst best picky messy keen avid passionate lonely budding dead silly armchair visual control part fellow sore',
)
