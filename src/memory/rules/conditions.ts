import { set } from './clause.ts'
import { oneOf, pattern } from './patterns.ts'

const named = oneOf(String.raw`
  asthma, diabetes, type (?:1|2|one|two) diabetes, t[12]d, adhd, add, autism, asperger's?, anxiety,
  anxiety disorder, depression, epilepsy, migraines?, ibs, ibd, crohn'?s?, coeliac, celiac, arthritis,
  rheumatoid arthritis, osteoarthritis, osteoporosis, eczema, psoriasis, rosacea, hypertension,
  high blood pressure, low blood pressure, high cholesterol, insomnia, ocd, ptsd, cptsd, c-ptsd, bipolar, bpd,
  schizophrenia, dyslexia, dyspraxia, dyscalculia, endometriosis, pcos, lupus, ms, multiple sclerosis, cancer,
  leuk(?:a)?emia, lymphoma, hiv, aids, hepatitis(?: [abc])?, hypothyroidism, hyperthyroidism, hashimoto'?s?,
  an(?:a)?emia, sleep apn(?:o)?ea, fibromyalgia,
  chronic (?:pain|fatigue|fatigue syndrome|migraines?|back pain|illness|insomnia|kidney disease), back pain,
  tinnitus, scoliosis, glaucoma, cataracts, parkinson'?s?, alzheimer'?s?, dementia, hay ?fever, gout, copd,
  cystic fibrosis, ha?emophilia, narcolepsy, vertigo, tourette'?s?, tourette syndrome, me\/cfs, long covid,
  ulcerative colitis, colitis, diverticulitis, gerd, acid reflux, reflux, sciatica, carpal tunnel, tendonitis,
  raynaud'?s?, sickle cell(?: an(?:a)?emia)?, vitiligo, alopecia, ehlers[- ]danlos, pots, mcas, social anxiety,
  panic attacks, panic disorder, postpartum depression, an eating disorder, eating disorder, anorexia, bulimia,
  restless legs?, kidney stones, gallstones, angina, arrhythmia, afib, a pacemaker, pacemaker, a prosthetic \S+,
  seizures, neuropathy, prediabetes, t1d, t2d, type one, type two, gestational diabetes, muscular dystrophy,
  cerebral palsy, down syndrome, psoriatic arthritis, stutter, a stutter, a stammer, tuberculosis, malaria,
  lyme, shingles, seasonal allergies, dermatitis, heart murmur, thyroid(?: problems?| issues?| disease)?, bp,
  high bp, low bp, pcod, low blood sugar, low vision, poor eyesight, poor hearing, tunnel vision, long qt,
  gestational hypertension, pre-?eclampsia, perimenopause, menopause, sad, bdd, did, odd, apd, spd, hEDS, sibo,
  pmdd, tmj, rsi, dvt, copd, als, mnd, cfs, m\.e, fnd
`)
const generic = oneOf(String.raw`
  \S{3,}(?:itis|osis|aemia|emia|pathy|algia|plegia|penia|iasis), (?:\S+ )?(?:resistance|remission),
  bipolar (?:1|2|one|two|ii|i), (?:herniated|slipped|bulging) dis[ck]s?,
  (?:\S+ ){1,3}(?:disease|disorder|syndrome|deficiency|dystrophy|sclerosis|condition|arthritis|diabetes|cancer|phobia|dysplasia|impairment|palsy|hernia|tumou?r),
  (?:bad|weak|sore|injured|herniated|torn|slipped) (?:back|knees?|hip|shoulder|eyesight|hearing|vision|disc|acl|heart|ankle|meniscus),
  (?:broken|fractured|sprained|torn|dislocated) (?:leg|arm|wrist|ankle|foot|toe|finger|hand|elbow|shoulder|collarbone|hip|nose|ribs?|back|neck|jaw|knee|acl|meniscus|ligament),
  heart (?:condition|disease|failure|problems?), \S{3,}phobia
`)
const whole = pattern('')`
  ^(?:
    (?:
      an?|the|my|chronic|severe|mild|bad|history of|past|really|very|pretty|quite|awful|type (?:1|2)|early
      |moderate|terrible|clinical|major|generali[sz]ed|combined|high-functioning|seasonal|occasional|frequent
      |recurring|treatment-resistant
    )[ ]
  )*(?:${named}|${generic})(?: (?:disease|disorder|syndrome|since|in|and|attacks|type \S+)\b.*)?$
`
const vague =
  /\b(?:good|this|that|no|any|same|perfect|mint|human|terms|medical|weird|strange|one)\b|^(?:a|the) (?:condition|disease|disorder|syndrome)$/

/** Whether somebody who has it has it for longer than a day. */
export const isCondition = (text: string): boolean => whole.test(text) && !vague.test(text)

const medicines = set(`
abilify accutane acetaminophen adalimumab adderall albuterol allegra allopurinol alprazolam ambien amitriptyline
amlodipine antabuse antibiotics anticoagulants antidepressant antidepressants antihistamines antipsychotics apixaban
aripiprazole aspirin atenolol ativan atomoxetine atorvastatin b12 benadryl beta-blockers biktarvy birth-control
bisoprolol blood-thinners bupropion buspirone carbamazepine cetirizine citalopram claritin clonazepam clopidogrel
clozapine codeine colchicine concerta cortisone creatine cymbalta diazepam doxycycline duloxetine effexor eliquis
epipen escitalopram esomeprazole estradiol famotidine fexofenadine finasteride fluoxetine furosemide gabapentin hrt
humira hydrochlorothiazide hydrocortisone hydroxychloroquine ibuprofen immunosuppressants inhaler insulin iron
isotretinoin keppra klonopin lamictal lamotrigine lansoprazole letrozole levetiracetam levothyroxine lexapro
lisdexamfetamine lisinopril lithium loratadine lorazepam losartan lyrica magnesium melatonin metformin methadone
methotrexate methylphenidate metoprolol minoxidil mirtazapine montelukast morphine mounjaro naltrexone naproxen
nortriptyline olanzapine omega-3 omeprazole ozempic painkillers pantoprazole paracetamol paroxetine paxil pill
prednisolone prednisone pregabalin prep progesterone propranolol prozac quetiapine ramipril risperidone ritalin
rosuvastatin salbutamol semaglutide seroquel sertraline simvastatin singulair spironolactone ssri ssris statins
steroids strattera suboxone sumatriptan supplements symbicort synthroid tamoxifen testosterone thinners topamax
topiramate tramadol trazodone triptans truvada valium valproate valsartan venlafaxine ventolin vitamin vitamins
vyvanse warfarin wegovy wellbutrin xanax xarelto zinc zoloft zolpidem zyrtec
`)

export const isMedicine = (word: string): boolean =>
  medicines.has(word) ||
  /^[a-z]{4,}(?:pril|sartan|statin|olol|formin|azole|azepam|oxetine|gliptin|gliflozin|mycin|cillin|triptan|tidine|setron|mab|tinib|dipine|thiazide)$/.test(
    word,
  )
