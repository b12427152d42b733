/** Words that stand for each other in phrases. */
export const classes = {
  self: 'myself himself herself themselves yourself oneself ourselves',
  own: 'my his her their your ones',
  kill: 'kill kills killing killed off offing offed unalive hang hanging hanged hung shoot shooting shot drown drowning drowned murder murdering strangle strangling suffocate suffocating asphyxiate electrocute gas gassing neck necking top topping poison poisoning overdose delete deleting rope stab stabbing',
  hurt: 'hurt hurting hurts harm harming harmed harms cut cutting cuts burn burning burns burned burnt injure injuring injured scratch scratching scratched punish punishing hit hitting hits punch punching punched mutilate mutilating bruise bruising bite biting carve carving bleed slap slapping',
  slice:
    'cut cutting cuts slice slicing sliced scratch scratching scratched burn burning burned burnt carve carving slit slitting slash slashing slashed hurt hurting open',
  limb: 'arm arms wrist wrists thigh thighs leg legs skin forearm forearms veins vein throat',
  end: 'end ends ending ended',
  pills:
    'pills pill tablets tablet meds medication medicine capsules antidepressants painkillers sleeping tylenol paracetamol ibuprofen aspirin acetaminophen benzos xanax opioids fentanyl insulin',
  dying:
    'die drown drowning hanging suffocate suffocating asphyxiate overdose overdosing starve bleeding hypothermia asphyxiation',
  firearm: 'gun guns pistol rifle shotgun revolver handgun glock',
  cord: 'rope noose ligature',
  weapon: 'gun pistol rifle shotgun revolver rope noose razor razors blade blades knife',
  everybody:
    'everyone everybody they people world family kids children parents friends wife husband mom mum mother dad you anyone all he she',
  kin: 'friend friends bestie roommate flatmate brother sister son daughter mother father mom mum dad parent parents wife husband partner boyfriend girlfriend ex cousin uncle aunt nephew niece grandmother grandfather grandma grandpa kid child teenager student pupil patient client colleague coworker neighbour neighbor boss teacher classmate buddy mate fiance fiancee stepson stepdaughter stepbrother stepsister twin sibling',
  anymore: 'anymore longer',
  rid: 'kill shoot stab murder strangle poison hurt',
  image:
    'picture pictures picturing pictured imagine imagines imagining imagined see sees seeing saw visualize visualizing visualise visualising visualized visualised envision envisioning rehearse rehearsing replay replaying',
  daydream:
    'daydream daydreams daydreaming daydreamed fantasize fantasizing fantasise fantasising fantasized fantasies fantasy flashes dream dreaming dreamt images visions',
  calamity: 'stroke aneurysm meteor avalanche crash cancer tumor tumour lightning accident bullet',
  vehicle: 'truck car bus train lorry van tram plane taxi',
  trifle:
    'build code bug bugs test tests exam exams meeting meetings wifi printer train bus traffic song ad ads episode update updates lag deadline email emails homework assignment essay spreadsheet slack zoom standup ticket merge commit deploy server laptop phone game match team pizza coffee keys lecture finals midterm midterms math maths calculus chemistry alarm queue line movie show recipe puzzle level commute dishes laundry css javascript python java excel typo autocorrect captcha password spoiler spoilers season finale haircut outfit monday mondays gym cardio weather heat class traffic',
  tool: 'blade blades knife lighter razor razors scissors glass cigarette cigarettes needle pin compass sharpener shard',
  thin: 'thin skinny thinner skinnier weight fat bmi thigh bones',
} as const
