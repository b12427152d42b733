import { set } from './clause.ts'

/** Names that are nothing else, so that they are known without capitals. Those that are words as well are not here. */
export const givenNames = set(`
aaliyah aaron abby abdul abdullah abigail abraham ada adam addison adele adi adrian adriana adrien agata agnes agnieszka ahmad ahmed aidan
aiden aiko aisha akash akira alan alana alba albert alberto alec alejandra alejandro aleks aleksandra alena alessandra
alessandro alessia alex alexa alexander alexandra alexandre alexei alexis alfie alfonso alfred ali alice alicia alina alison
allison alma alok alvaro alyssa amal amalia amanda amandine amara amelia amelie amina amir amira amit amy ana anais anastasia anders andre
andrea andreas andrei andres andrew andrzej andy angela angelica angelina angelo angus anika anil anita anja anjali ankit ann anna
annabelle anne annette annie annika anthony antoine anton antonia antonio anya arash archie ariana arianna ariel arjun
armando arnaud arnold artem arthur arturo arya ash asha asher ashley ashok asif astrid athena aubrey audrey aurelie aurora austin ava avery
axel ayaan ayako ayesha ayse aziz barbara barry bart bartek bastian beatrice beatriz becky bella ben benedict benjamin benji benoit
bernard bernd bernhard bertha beth bethany betty bianca bilal birgit bjorn bob bobby boris brad bradley brandon brenda brendan
brett brian brianna bridget britta brittany bruce bruno bryan bryce caitlin caleb callum calvin cameron camila camilla camille
carina carl carla carlo carlos carmen carolin carolina caroline carsten casey caspar cassandra catalina catarina catherine cathy
cecile cecilia cedric celeste celia celine cesar chad chandra chantal charlene charles charlie charlotte chelsea cheng chiara chidi chinedu
chloe chris christa christelle christina christine christoph christophe christopher christy chuck ciara cindy claire clara
clarissa claude claudia claudio claus clemence clement cleo clive cody colette colin colleen conor connor constance cora corinne
cornelia courtney craig cristian cristiano cristina curtis cynthia cyril daan dagmar daisuke damian damien damon dan dana dani daniel
daniela daniele danielle danilo danny daphne daria darius darren dave david davide deborah debra deepa deepak deirdre delphine denis denise
dennis derek deshawn devin devon diana diane didier diego dieter dimitri dina dinesh dirk divya dmitri dmitry dolores dominic dominik
dominique donald donna dora doris dorothea dorothy doug douglas duncan dylan eamon eddie edgar edith edmund eduardo edward edwin eileen
ekaterina elaine eleanor elena eleni eli elias elif elijah elin elina eliot elisa elisabeth elise eliza elizabeth ella ellen ellie
elliot elliott elodie eloise elsa elsie elvira emanuel emil emilia emilie emilio emily emine emir emma emmanuel emmanuelle emre enrico enrique enzo
eric erica erik erika erin ernest ernesto erwin esme esteban estelle esther ethan etienne eugene eva evan evelyn ewa fabian
fabien fabio fabrice farah farid fatima fatma federica federico felipe felix ferdinand fergus fernanda fernando filip filippo fiona flavia
florence florent florian frances francesca francesco francis francisca francisco francois francoise franz fred freddie freddy frederic frederick frieda
friedrich fritz gabriel gabriela gabriele gabriella gabrielle gareth gary gavin geoff george georgia gerald gerard gerhard giacomo gianna
gilbert gilles gillian gina giorgia giorgio giovanna giovanni giulia giulio giuseppe gloria gonzalo gordon graham greg gregor gregory greta
guido guillaume guillermo gunther gustav gustavo gwen hana hank hanna hannah hannes hans haruki haruto harriet harrison harry
hassan hector hedwig heidi heike heinrich heinz helen helena helene helga helmut hendrik henri henrik henry herbert herman hermione
hilda hiro hiroshi holger horst howard hubert hugh hugo hussein ian ibrahim ida ignacio igor ilaria ilona ilya imani imran ina ines inga
inge ingo ingrid ioana irene irina isaac isabel isabela isabell isabella isabelle isaiah isha ismail ivan ivana ivo jacek jack jackie jackson
jacob jacqueline jacques jaime jake jakob jakub jamal james jamie jan jana jane janet janice janina jared jasmin jason
javier jayden jean jeanette jeanne jeff jeffrey jelena jenna jennifer jenny jens jeremy jerome jerry jesper jessica jessie
jia jill jillian jim jimmy jin jing joan joana joanna joao joaquin jochen jodie joe joel joerg johan johann johanna johannes john
johnny jon jonas jonathan jordan jordi jorge jose josef josefine joseph josephine josh joshua joyce juan juana juanita judith judy
juergen julia julian juliana juliane julie julien juliet juliette julio julius justin justine justyna kacper kai kamal kamil karen karim karin karina karl
karla karolina karsten kasia kate katarina katarzyna kate katerina katharina katherine kathleen kathrin kathryn kathy katie katja katrin katy kavita kayla
keiko keith kelly kelsey ken kenji kenneth kenta kerry kerstin kevin khadija khalid kieran kiran kirsten kirsty klara klaus konrad konstantin kristen
kristin kristina kristine krzysztof kumar kunal kurt kwame kyle lara larissa larry lars latoya laura lauren laurence laurent
lauri lea leah leandro leila len lena leo leon leona leonardo leonie leroy lesley leslie leticia lewis lia liam lidia liesel lila lili lilian lillian
lina linda lindsay lindsey linus lionel lisa liv livia liz lizzie logan lois lola lorena lorenzo loretta lorraine lotte lou louis louisa louise
luc luca lucas lucia luciana lucie lucy ludovic ludwig luigi luis luisa lukas luke luna lydia lynn maciej maddie madeleine madison mads
magda magdalena magnus mahmoud maike maja malcolm malia malik malte mamadou mandy manfred manish manon manuel manuela marc
marcel marcelo marcin marco marcos marcus marek margaret margarita margot maria mariam marian mariana marianne marie mariana marina mario
marion marisa marisol marius marjorie marko markus marlene marta martha martin martina mary maryam mateo mateusz mathieu mathilde matilda matt
matteo matthew matthias matthieu maureen maurice mauricio maurizio maximilian maya megan mehdi mehmet mei melanie melinda melissa mercedes
meredith mia micha michael michaela michal michel michele michelle miguel mika mike mikhail mila milan milena milo mina ming miriam mirko
mitch mitchell moha mohamed mohammad mohammed moira molly mona monica monika monique morgan moritz moses muhammad mustafa myriam nadia nadine
nadja naomi naoko nasser nastya natalia natalie natasha nathan nathalie nathaniel neha neil nelson nia niall nick nico nicola nicolas
nicole nicoletta nigel niklas niko nikolai nils nina ning nisha nitin noah noel noelle noemi nora norbert noor nora norma norman nuria octavia
odette olaf oleg olga oliver olivia olivier omar oscar oskar osman otto oumar owen pablo paola paolo pascal patricia patricio patrick patrik
patrizia paul paula paulina pauline paulo pavel pedro peggy pedro penelope percy peter petra phil philip philipp philippa philippe phillip phoebe
pierre pietro pilar piotr polina pooja prakash pranav preeti priya priyanka quentin quinn rachel radek rafael rafaela rafal rahul raj rajesh
ralf ralph ramon ramona randall randy raphael raquel rashid raul ravi raymond rebecca regina reinhard rekha remi renata renate rene renee
reza rhys ricardo riccardo richard rick ricky rita ritu robert roberta roberto robin rocio rodney rodrigo roger rohan rohit roland
rolf roman romain romina ron ronald ronan ronja ronnie rory rosa rosalie rosanna rosemary ross rowan roxanne roy ruben rudolf
rudy rupert russell ruth ryan sabina sabine sabrina sadie saeed sakura salma salman salvatore sam samantha samira samir samuel sana sandeep
sandra sanjay santiago sara sarah saskia satoshi scott sean sebastian selena selin selma serena serge sergei sergey sergio seth shane shannon
sharon shaun shawn sheila shirley shreya sian siddharth sigrid silke silvia simon simona simone sinead siobhan sofia sofie solange
sonia sonja sophia sophie soren stacy stan stanislav stefan stefania stefanie stefano steffen stella stephan stephane stephanie stephen steve steven
stuart sunil suresh susan susana susanne suzanne suzy svea sven svenja svetlana swati sylvia sylvie tabea tamara tania tanja tanya tara
tariq tarek tatiana tatjana ted teresa terry tess tessa thea theo theodore theresa therese thibault thierry thomas thorsten tiago tiffany till tilda tim
timo timothy tina tobias toby todd tom tomas tomasz tommaso tommy toni tony torsten tracy trevor tristan troy tyler uwe uma umberto ursula
usha uta ute vadim valentin valentina valeria valerie vanessa vera verena veronica veronika veronique vicente vicky victoria vijay vikram
viktor viktoria vincent vincenzo viola virginia vishal vito vivek vivian vivien vladimir volker walter wanda wang warren wayne wei wendy
werner wesley wilfred wilhelm willem william wilma winston wojciech wolfgang xavier ximena xiao yan yana yannick yara yasmin
yasmine yoko yolanda yosef yousef youssef yuki yuri yusuf yuto yves yvette yvonne zachary zahra zainab zara zeynep zoe zofia zuzanna
`)

/** Capitalised, and still no name, when somebody says "I'm ...". */
export const notNames = set(`
afraid alive alone angry annoyed anxious ashamed asian awake aware away awesome back bad batman batgirl barbie beat better bi big bipolar black blessed blind
blonde blue bored born broke broken brown buddhist busy cancer capricorn careful catholic cis clear clueless cold confused cool crazy curious cute dad darth
dead deaf dear depressed desperate devastated different disabled done down drunk dumb dutch dying early easy either elsa empty enough even
ever everything excited exhausted exactly expecting fat father fed female fine first fit flying forever free french friday from full fun furious
gay gemini german glad god going gone good gone great greek green grateful groot grumpy guilty gutted half happy hard healthy heartbroken
her here high him hindu hispanic home homeless homesick honest hopeful hopeless hot how hulk human hungry hurt if ill in indian inside intersex
ironman jealous jesus jew jewish joking kidding king late latina latino latinx lazy left legend legion lesbian libra like lonely looking lost lucky lying
mad male married me mean mental mine miserable monday more mormon mother mum muslim my myself naked nb neo nervous new next no nobody nonbinary
non-binary normal not nothing now numb off ok okay old on one online open orc other out outside over pan pansexual patient perfect
pisces pleased poor positive pregnant present pro protestant proud queen queer ready real red relaxed relieved rich right robin-hood royal sad safe sagittarius
same santa satan saturday saved scared scorpio shocked shy sick sikh silly single skint skinny sleepy slow small smart so sober some someone
somebody sorry spartacus spider-man spiderman straight stressed strong stuck stupid sunday superman sure surprised swiss swedish taken tall taurus team ten terrible
terrified thankful that the their them there thirsty this thor thursday tired too torn trans transgender true trying tuesday turkish twelve twenty
two ugly unable under unhappy unsure unwell up upset useless vegan vegetarian very virgo vegan wasted weak wednesday weird well wet what
white who whole why wide winning wise with worried worse wrong young your yours zen hello hi welcome coming
czech thai arab afghan iraqi israeli pakistani kuwaiti saudi filipino filipina greek danish irish welsh scots scot briton finn dane swede pole turk brit
january february march april may june july august september october november december christmas easter summer winter spring autumn
ai chatgpt gpt claude siri alexa gemini luma bot robot santa god satan voldemort gandalf frodo
doe foo bar xyz unknown anonymous anon null none test user username name
`)
