import { set } from './clause.ts'

/** What may be said behind the name of a place, after a comma. */
const regions = set(`
alabama alaska alberta argentina arizona arkansas australia austria bangladesh bavaria belgium brazil bulgaria ca
california canada chile china colombia colorado connecticut cornwall croatia cyprus delaware denmark egypt england
essex estonia ethiopia finland fl florida france georgia germany ghana greece hawaii hungary iceland idaho il
illinois india indiana indonesia iowa iran iraq ireland israel italy japan kansas kent kentucky kenya korea latvia
lebanon lithuania louisiana luxembourg ma maine malaysia malta maryland massachusetts mexico michigan minnesota
mississippi missouri montana morocco nebraska nepal netherlands nevada nigeria nj norway ny ohio oklahoma ontario
oregon pakistan pennsylvania peru philippines poland portugal quebec romania russia scotland serbia sicily singapore
slovakia slovenia spain sussex sweden switzerland syria taiwan tennessee texas thailand tunisia turkey tuscany tx
uae uk ukraine us usa utah vermont vietnam virginia wa wales washington wisconsin wyoming
`)

/** Places that are nothing else when somebody is in them. */
const cities = set(`
aarhus abu_dhabi abuja accra addis_ababa adelaide ahmedabad alexandria amman amsterdam andhra_pradesh ankara antwerp
assam athens atlanta auckland austin baku bali baltimore bangalore bangkok barcelona basel beijing beirut belfast
belgrade bengaluru bergen berkshire berlin bhopal bihar birmingham bogota bologna bordeaux boston brasilia brighton
brisbane bristol british_columbia brno brooklyn brussels bucharest budapest buenos_aires busan cairo calgary
cambridge canberra cape_town caracas cardiff casablanca cebu chandigarh charlotte chennai cheshire chiang_mai
chicago chittagong christchurch cincinnati cleveland cologne colombo columbus copenhagen cordoba cork costa_rica
cumbria dakar dallas delhi denver derbyshire detroit devon dhaka doha dorset dubai dublin durban edinburgh edmonton
el_salvador florence frankfurt galway gdansk geneva ghent glasgow goa gothenburg graz guadalajara guangzhou gujarat
gurgaon gurugram halifax hamburg hampshire hanoi harare haryana havana helsinki hertfordshire ho_chi_minh_city
hong_kong houston hyderabad indore islamabad istanbul izmir jaipur jakarta jeddah jerusalem johannesburg kampala
kansas_city karachi karnataka kashmir kathmandu kerala kiev kigali kingston kochi kolkata krakow kuala_lumpur kuwait
kyiv kyoto lagos lahore lancashire las_vegas leeds leicester lima lisbon liverpool london los_angeles lucknow lusaka
lviv lyon madhya_pradesh madrid maharashtra malaga malmo manchester manila marrakesh marseille medellin melbourne
merseyside mexico_city miami milan milwaukee minneapolis minsk monterrey montevideo montreal moscow mumbai munich
muscat nagpur nairobi naples nashville new_delhi new_jersey new_mexico new_orleans new_south_wales new_york
new_york_city new_zealand newcastle nice noida norfolk north_carolina north_dakota north_korea northern_ireland
northumberland nottingham nova_scotia nyc odesa odisha orlando osaka oslo ottawa oxford paris perth philadelphia
phoenix pittsburgh portland porto prague pretoria puerto_rico pune punjab queens queensland quito rajasthan recife
reykjavik rhode_island riga rio rio_de_janeiro riyadh rome rotterdam sacramento saigon salt_lake_city san_antonio
san_diego san_francisco san_jose san_juan santiago sao_paulo saudi_arabia seattle seoul seville shanghai sheffield
shenzhen shropshire sofia somerset south_africa south_australia south_carolina south_dakota south_korea sri_lanka
st_louis staffordshire stockholm stuttgart suffolk surat surrey sydney taipei tallinn tamil_nadu tampa tampere
tasmania tbilisi tel_aviv telangana thessaloniki tokyo toronto toulouse tunis turin united_kingdom united_states
utrecht uttar_pradesh valencia vancouver venice vienna vilnius warsaw wellington west_bengal west_virginia
western_australia wiltshire winnipeg wroclaw yerevan yorkshire zagreb zurich
`)

export const isKnownPlace = (text: string): boolean => cities.has(text.replaceAll(' ', '_')) || regions.has(text)

/** Of what country somebody is. */
export const nationalities = set(`
afghan albanian algerian american argentine argentinian aussie australian austrian bangladeshi belarusian belgian
bengali bosnian brazilian brit british bulgarian cambodian canadian chilean chinese colombian croatian cuban czech
danish dominican dutch egyptian emirati english estonian ethiopian filipina filipino finnish french german ghanaian
greek gujarati haitian hungarian icelandic indian indonesian iranian iraqi irish israeli italian jamaican japanese
jordanian kenyan kiwi korean lankan latvian lebanese libyan lithuanian macedonian malaysian mexican moroccan nepali
nigerian northern-irish norwegian pakistani palestinian peruvian polish portuguese punjabi romanian russian saudi
scottish serbian singaporean slovak slovenian somali spanish sudanese swedish swiss syrian taiwanese tamil tanzanian
thai tunisian turkish ugandan ukrainian venezuelan vietnamese welsh zambian zimbabwean
`)
