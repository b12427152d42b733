import { set } from './clause.ts'

/** Names that are nothing else, so that they are known without capitals. Those that are words as well are not here. */
export const givenNames = set(`
  aaliyah aaradhya aarohi aaron abby abdul abdullah abena abhishek abigail abraham achieng ada adaeze adam adaobi
  addison adebayo adele adi aditi aditya adrian adriana adrien advait adwoa agata agnes agnieszka agus ahmad ahmed
  ahmet aidan aiden aiko aino aisha akash akira akua alan alana alba albert alberto alec alejandra alejandro aleks
  aleksandra alena alessandra alessandro alessia alex alexa alexander alexandra alexandre alexei alexis alf alfie
  alfonso alfred ali alice alicia alina alison aljur allison alma alok althea alvaro alyssa amaka amal amalia
  amanda amandine amara amelia amelie amina aminata amir amira amirhossein amit amrit amy ana anais ananda ananya
  anastasia anaya anders andre andrea andreas andreea andrei andres andrew andriy andrzej andy angela angelica
  angelina angelo angharad angus anika anil anita anja anjali anjana ankit ann anna annabelle anne anneli annette
  annie annika anouk anthony antoine anton antonia antonio antti anushka anya aoife arash archana archibald archie
  ariana arianna ariel arjun arlo armando arnaud arnav arnold artem arthur arturo arun arya aryan asbjorn ash asha
  asher ashley ashok ashraf ashwin asif astrid atharv athena aubrey audrey aurelie aurora austin ava avery avni
  avril axel ayaan ayaka ayako ayesha ayodele ayse ayumi ayush azadeh aziz balaji balazs baljit bambang barbara
  barnaby barry bart bartek bassem bastian bea beatrice beatriz becky behrouz bella ben bence benedict bengt
  benjamin benji benoit bernard bernd bernhard bertha bertie beryl beth bethany betty bhavesh bhavna bianca bilal
  billy birgit birgitta bjorn bob bobbie bobby bogdan bohdan bojan boris brad bradley bram brandon brenda brendan
  brett brian brianna bridget britta brittany bronwyn bruce bruno bryan bryce bukola burak caitlin caleb callum
  calvin cameron camila camilla camille carina carl carla carlo carlos carmen carolin carolina caroline carolyn
  carsten carys casey caspar cassandra catalina catarina catherine cathy catriona cecile cecilia cedric celeste
  celia celine cerys cesar chad chandra chantal charlene charles charlie charlotte chebet chelsea chema cheng
  cheryl chiara chidi chinedu chioma chipo chirag chloe chris christa christelle christina christine christoph
  christophe christopher christy chuck cian ciara cindy claire clara clarissa claude claudia claudio claus
  clemence clement cleo clifford clive cody colette colin colleen connor conor constance cora corinne cornelia
  courtney craig cristian cristiano cristina curtis cynthia cyril daan dafydd dagmar daiki daisuke dalia damian
  damien damilola damon dan dana dani daniel daniela daniele danielle danilo danny daphne daria darius dariush
  darko darnell darragh darren dave david davide dayo deandre debbie deborah debra declan deepa deepak deepika
  deirdre delphine denis denise deniz dennis derek deshawn despina devin devon dewi dexter dhruv diana diane
  didier diego dieter digby dimitri dimitris dina dinesh dirk divya diya dmitri dmitry dolores dominic dominik
  dominique donald donna dora doreen doris dorothea dorothy doug douglas dragan dre duncan dwayne dylan eamon ebba
  ebele eddie edgar edith edmund eduardo edward edwin efua eileen eilidh eirik ekaterina ekow elaine eleanor elena
  eleni eli elias elif elijah elin elina eliot elisa elisabeth elise eliza elizabeth ella ellen ellie elliot
  elliott elodie eloise elsa elsie elvira emanuel emeka emil emilia emilie emilio emily emine emir emma emmanuel
  emmanuelle emre enid enrico enrique enzo eoghan eric erica erik erika erin ernest ernesto ernie erwin esme
  esteban estelle esther eszter ethan ethel etienne eugene eunji eva evan evelyn ewa ewan ezra fabian fabien fabio
  fabrice fadi farah farai farid fatima fatma fatou federica federico felipe felix femi femke ferdinand ferenc
  fergus fernanda fernando filip filippo finn fiona flavia florence florent florian florin folake frances
  francesca francesco francis francisca francisco francois francoise franz fred freddie freddy frederic frederick
  freya frieda friedrich fritz funmi gabriel gabriela gabriele gabriella gabrielle ganesh gareth gary gaurav gavin
  gayatri geeta geoff george georgia georgie gerald gerard gergely gerhard gethin ghada giacomo gianna gilbert
  gilles gillian gina giorgia giorgio giorgos giovanna giovanni giulia giulio giuseppe gloria golnaz gonzalo gopal
  goran gordon graciela graham grayson greg gregor gregory greta guadalupe guido guillaume guillermo gunnar
  gunther gurpreet gustav gustavo gwen gwyneth hakan hakon halyna hamish hamza hana hank hanna hannah hannes hans
  haoran hardik hari harold harper harpreet harriet harrison harry haruka haruki haruto harvey hassan heba hector
  hedwig heidi heike heikki heinrich heinz helen helena helene helga helmut hema hendrik henri henrik henry
  herbert herman hermione hideo hilda hina hiro hiroko hiroshi hitesh hoang holger horst hoseok hossein howard
  hubert hugh hugo huong hussein hyejin iain ian ibrahim ibrahima ida ieuan ifeoma ignacio igor ikenna ilaria
  ildiko ilkka ilona ilse ilya imani imogen imran ina indira ines inez inga inge ingo ingrid ioana iona ionut
  irene irina iryna isaac isabel isabela isabell isabella isabelle isaiah isha ishaan ishita isla ismail istvan
  ivan ivana ivo jacek jack jackie jackson jacob jacqueline jacques jaime jake jakob jakub jamal james jamie
  jamila jan jana janaki jane janet janice janina janine jared jasmeet jasmin jason jasper jaspreet jatin javier
  jayden jean jeanette jeanne jeff jeffrey jelena jen jenna jennifer jenny jens jeremy jeroen jerome jerry jesper
  jess jessica jessie jhun jia jiahui jignesh jihoon jill jillian jim jimin jimmy jin jing jiri jisoo jiwoo jo
  joan joana joanna joao joaquin jochen jodie joe joel joelle joerg joey johan johann johanna johannes john johnny
  joko jolene jon jonas jonathan jonny joost jordan jordi jorge jose josef josefine joseph josephine josh joshua
  josie jovana joyce juan juana juanita jude judith judy juergen jukka jules julia julian juliana juliane julie
  julien juliet juliette julio julius jungkook junjie justin justine justyna jyoti kabir kacper kai kaisa kaito
  kalpana kamal kamala kamau kamil kaori karan kareem karen karim karin karina karl karla karolina karsten karthik
  kasia kat katalin katarina katarzyna kate katerina kateryna katharina katherine kathleen kathrin kathryn kathy
  katie katja katrin katy kaveh kavita kavya kaye kayla kazuko kazuo keiko keira keisha keith kelechi kelly kelsey
  kemi ken kendra kenji kenneth kenny kenta kerry kerstin ketan ketut kev kevin khadija khalid kiara kieran
  kimberly kinsley kiprop kiran kirsten kirsty kjell klara klaus kofi kojo konrad konstantin kostas krishnan
  kristen kristin kristina kristine krzysztof kuldeep kumar kunal kunle kurt kwabena kwame kweku kyle lacey
  lakshmi laleh lamar lamia lana lara larissa larry lars laszlo latoya laura lauren laurence laurent lauri
  lawrence layan layla lea leah leandro leanne leila len lena lenka lenny leo leon leona leonardo leonie lerato
  leroy lesley leslie lesya leticia lewis lia liam lianne lidia liesel lila lili lilian lillian lina linda lindsay
  lindsey linh linus lionel lisa liv livia liz lizzie logan lois lola lorena lorenzo loretta lorna lorraine lotte
  lottie lou louie louis louisa louise luana luc luca lucas lucia luciana lucie lucinda lucy ludovic ludwig luigi
  luis luisa luka lukas luke luna lydia lynn maarten mabel maciej maddie madeleine madhuri madison mads maeve
  magda magdalena magnus mahesh mahmoud maike maisie maja malcolm malia malik malini malte mamadou mamta mandeep
  mandy manfred manish manisha manoj manon manpreet manuel manuela marc marcel marcelo marcin marco marcos marcus
  marek margaret margarita margot maria mariam marian mariana marianne maribel maricel marie marieke marikit
  marina mario marion marisa marisol marius marjorie marko markus marlene marquis marta martha martin martina mary
  maryam masako matej mateo mateusz mathieu mathilde matilda matt matteo matthew matthias matthieu matti maureen
  maurice mauricio maurizio maximilian maya meena meenakshi megan mehdi mehmet mei meiling melanie melinda melissa
  mercedes meredith mia micha michael michaela michal michel michele michelle miguel mihai mihir mika mike mikhail
  mikko mila milan milena milica millie milo milos mina ming minh minho minji minjun miriam mirko misaki mitch
  mitchell miyu mog moha mohamed mohammad mohammed mohsen moira molly mona monica monika monique morag morgan
  moritz morven moses moussa mridula muhammad mukesh murali muriel mustafa mwangi mykola myra myriam nadia nadine
  nadja naledi namjoon namrata nancy nandini nando naoko naomi naresh nasrin nasser nastya natalia natalie
  nataliya natasha nathalie nathan nathaniel navdeep naveen navya ned neha neil nellie nelson nerys ngozi nguyen
  nia niall niamh nicholas nick nico nicola nicolas nicole nicoletta nidhi nigel nikhil niklas niko nikola nikolai
  nikos nilesh niloofar nils nina ning nisha nitin njeri nkechi noah nobu noel noelle noemi nomsa noor nora
  norbert noreen noriko norma norman nour nuria nurul nyoman obinna octavia odette oisin oksana olaf olamide oleg
  oleksandr oleksiy olga oliver olivia olivier ollie oluwaseun omar omid ondrej orla osama oscar oskar osman
  otieno otis otto oumar ousmane owain owen oystein paavo pablo paco padma padraig pallavi pamela panagiotis paola
  paolo paresh parisa parminder parth pascal patricia patricio patrick patrik patrizia paul paula paulina pauline
  paulo pavel pawel payal pedro peggy pekka penelope percy pete peter petra phil philip philipp philippa philippe
  phillip phoebe phuong pia pierre pieter pietro pilar piotr pirjo polina pooja pradeep prakash pranav pratibha
  praveen preeti priti priya priyanka purnima putri quentin quinn quique rachel rachna radek radhika radu rafa
  rafael rafaela rafal raghu ragnhild rahul raj rajesh rakesh ralf ralph raluca ramesh rami ramon ramona randall
  randy rania raphael raquel rasha rasheed rashid rashmi raul ravi raymond razvan rebecca reggie regina reinhard
  rekha remi renata renate rene renee renu reuben reyansh reza rhys ricardo riccardo richard rick ricky riikka
  riley rina rita ritika ritu riya rizal rizky robert roberta roberto robin rocio rodney rodrigo roger rohan rohit
  roisin roland rolf romain roman romina ron ronald ronan ronja ronnie rory rosa rosalie rosanna rosemary roshni
  rosie ross rowan roxanne roy ruben rudolf rudy rufus rupal rupert russell ruth ryan ryo ryota saanvi sabina
  sabine sabrina sachiko sachin sadie saeed sakura salma salman salvatore sam samantha sami samir samira samuel
  sana sandeep sander sandra sangeeta sanjay sanne santiago santosh saoirse sara sarah sarita saskia satish
  satoshi saurabh savita scott sean sebastian seema segun selena selin selma senthil seojun seokjin seoyeon serena
  serge sergei sergey sergio serhiy setareh seth seun shailesh shalini shane shanice shankar shannon shanti sharon
  shaun shaurya shawn sheila sheldon shilpa shirin shirley shiv shobha shota shreya shreyas shubham shweta sian
  siddharth sidney signe sigrid sigurd silke silvia simba simon simona simone simran sinead siobhan sipho siti
  siya sjoerd skylar slamet smita sneha sofia sofie solange solveig somchai sonali sonia sonja sophia sophie soren
  sridhar srinivas stacy stan stanislav stavros stefan stefania stefanie stefano steffen stella stephan stephane
  stephanie stephen steve steven stuart subhash sudha sudhir sumit sunhee sunil sunita supriya suraj surbhi suresh
  susan susana susanne sushma suzanne suzie suzy svea sven svenja svetlana svitlana swati sylvester sylvia sylvie
  tabea taehyung tafadzwa takashi takeshi tamara tamika tania tanja tanvi tanya tara taras tarek tariq tarun
  tatiana tatjana ted tejas temitope tendai teresa terry tess tessa thabo thandi thanh thea theo theodore theresa
  therese thibault thierry thijs thomas thorsten thuy tiago tiana tiffany tilda till tilly tim timo timothy tina
  tobias toby todd tolu tom tomas tomasz tomaz tommaso tommy tomoko toni tony torbjorn torsten tracy trang trevor
  trisha tristan troy tuan tulsi tunde tushar tuula tyler tyrone uche uchenna ulf uma umberto una ursula urvashi
  usha usman uta ute utkarsh uwe vaclav vadim vaibhav vaishali val valentin valentina valeria valerie vandana
  vanessa varun vasilis vasudha veikko venkat venkatesh vera verena veronica veronika veronique vesna vicente
  vicky victoria vidya vignesh vihaan vijay vikas vikram viktor viktoria vincent vincenzo vinod viola virginia
  vishal vishnu vito viv vivaan vivek vivian vivien vladimir volker volodymyr wale walid walter wanda wang wanjiku
  wanjiru warren wayan wayne wei weiwei wendy werner wes wesley wilf wilfred wilhelm willem william wilma winnie
  winston wojciech wolfgang wouter wyatt xavier xiao xiaoli xiaoming ximena yamini yan yana yannick yannis yanto
  yara yash yashas yasmin yasmine yasser yewande yifan yinka yoko yolanda yoongi yosef youngho yousef youssef yuki
  yulia yuma yumiko yuna yuri yuriy yusuf yuting yuto yves yvette yvonne zac zach zachary zahra zaid zainab zak
  zanele zara zeke zeynep zhihao ziad ziggy zihan zoe zoey zofia zoltan zoran zsofia zuzana zuzanna
`)

/** Names that are words as well, or end as words do: they are names where they are written as such. */
export const nameWords = set(`
  amber anand angel anh april archer art ash ashley autumn awa basil bear bella bill billy biscuit bob brandy
  brook buddy can carol carter charity chase chi clay cliff coco constance cookie cooper crystal daisy dale darcy
  dawn dean destiny dolly don drew duc duke earl ebony elly emily esi faith fern fisher fleur ford forest frank
  gene ginger glen grace grant hamish harmony harsh hazel heath heather holly hope hunter iris ivy jack jade jaya
  jesus jo joy june kelly king kit komal lan lance lane lata lee li lily lion mala mark martini mason max may
  melody miles min mittens mocha molly monty nelly nick norman nur ola olive opal oreo paisley pari parker pat
  patches patience peanut pearl penny pepper pickle pierce piper polly poppy porter prince prudence quang ray reed
  rex rob robin roger rose rowan ruby saga sage sally sawyer shadow shelly sherry skye smokey socks stanley star
  sue summer tanner taylor teddy tiger tilly turner tyler verity violet wade waffles walker wally will willow wolf
  wren young yu
`)

/** Capitalised, and still no name, when somebody says "I'm ...". */
export const notNames = set(`
  adele afghan afraid agnostic ai albanian alexa algerian alive alone american angry annoyed anon anonymous
  anxious april aquarius arab argentinian aries ashamed asian atheist august australian austrian autumn awake
  aware away awesome back bad bangladeshi bar barbie batgirl batman beat belarusian belgian bengali better beyonce
  bi big bihari bipolar black blessed blind blonde blue bored born bosnian bot brazilian brit british briton broke
  broken brown buddhist bulgarian burmese busy cambodian cameroonian canadian cancer cantonese capricorn careful
  catholic chatgpt cher chilean chinese christmas cinderella cis claude clear clueless cold colombian coming
  confused congolese cool crazy croatian cuban curious cute czech dad dane danish darth dead deaf dear december
  delhiite depressed desperate devastated different disabled doe dominican done down drake drunk dumb dutch dying
  early easter easy egyptian einstein either elsa elvis eminem emirati empty enough estonian ethiopian even ever
  everything exactly excited exhausted expecting fat father february fed female filipina filipino fine finn first
  fit flying foo forever free french friday frodo from full fun furious gandalf gay gemini german ghanaian glad
  goan god going gone good gpt grateful great greek green groot grumpy guilty gujarati gutted hagrid haitian half
  happy hard healthy heartbroken hello her here hermione hi high him hindu hispanic home homeless homesick honest
  hopeful hopeless hot how hulk human hungarian hungry hurt hyderabadi icelandic if ill in indian indonesian
  inside intersex iranian iraqi irish ironman israeli italian jamaican january japanese jealous jesus jew jewish
  joking jordanian july june kannadiga kashmiri kazakh kenyan kidding king kirk korean kurdish kuwaiti laotian
  late latina latino latinx latvian lazy lebanese left legend legion lesbian libra libyan like lithuanian lonely
  looking lost luma lying macedonian mad madonna malayali malaysian male marathi march mario married may me mean
  mental messi mexican mine miserable monday mongolian more moriarty mormon moroccan morpheus mother mum mumbaikar
  muslim my myself naked name napoleon nb neo nepali nervous new next nigerian no nobody non-binary nonbinary none
  normal northern norwegian not nothing november now null numb october off ok okay old omani on one online open
  orc other out outside over pakistani palestinian pan pansexual patient perfect persian peruvian pikachu pisces
  pleased pole polish poor portuguese positive pregnant present pro protestant proud punjabi qatari queen queer
  rajasthani rapunzel ready real red relaxed relieved rich right rihanna robin-hood robot romanian ronaldo royal
  russian sad safe sagittarius same santa satan saturday saudi saved scared scorpio scot scots scottish september
  serbian shakespeare sherlock shocked shy sick sikh silly sindhi singaporean single siri skinny skint skywalker
  sleepy slovak slovenian slow small smart so sober somali some somebody someone sorry southern spanish spartacus
  spider-man spiderman spock spring sri-lankan straight stressed strong stuck stupid sudanese summer sunday
  superman sure surprised swede swedish swiss syrian taiwanese taken tall tamil taurus team telugu ten terrible
  terrified test thai thankful that the their them there thirsty this thor thursday tired too torn trans
  transgender trinity true trying tuesday tunisian turk turkish twelve twenty two ugandan ugly ukrainian unable
  under unhappy unknown unsure unwell up upset useless user username uzbek vegan vegetarian venezuelan very
  vietnamese virgo voldemort wasted watson weak wednesday weird welcome well welsh wet what white who whole why
  wide winning winter wise with worried worse wrong xyz yemeni yoda young your yours zelda zen zimbabwean
`)
