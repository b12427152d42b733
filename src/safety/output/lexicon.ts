import type { OutputRules } from './output-fault.ts'

/** A word alone, or only after another: `better_off` is "off" after "better". */
const everywhere = `
  suicide suicidal selfharm kill killing kys unalive lethal fatal deadly deadliest overdose overdosing painless painlessly
  noose ligature wrist wrists vein veins artery arteries carotid jugular throat neck forearm forearms gun pistol shotgun
  rifle barrel muzzle revolver helium monoxide exhaust nitrogen charcoal pills pill tablets tablet capsules capsule
  painkillers meds medication medications medicines bottle die dying dead death life hang hanging poison suffocate drown
  electrocute starve starving hurt_yourself hurting_yourself harm_yourself harming_yourself cut_yourself
  cutting_yourself shoot_yourself burn_yourself burning_yourself self_harm self_injury end_it ending_it end_things it_all do_it
  through_with trigger without_you miss_you care_if notice_if mourn_you grieve_for cry_for better_off if_you no_reason no_point purging cutting not_eating
  world bag_over vomit blade razor scalpel jump leap step_off noone least_painful reliable dose tie fall drop
  tell_anyone tell_anybody tell_a tell_your tell_nobody tell_no tell_them secret between_us between_you promise no_one nobody
  talk_to to_yourself step_down loop rope belt bedsheet cord beam ceiling rafter rafters doorknob bridge ledge chair stool
  engine garage gas windows vents along deep deeper lengthwise vertically take_them swallow_them wash_them chase_them crush_them of_them all_of at_once asleep interrupts home
  your_thigh your_thighs your_arm your_arms your_leg your_legs your_skin your_stomach your_hip your_hips
  inner_thigh inner_thighs upper_thigh upper_arm inner_arm left_arm right_arm
  vodka alcohol liquor whiskey whisky effective method way option choice good_luck your_decision your_plan stop_you suffer
  letal mortal letale mortelle mortale todliche pastillas comprimidos pildoras comprimes cachets pilules
  medicaments tabletten pillen schlaftabletten pilulas remedios pillole compresse pastiglie soga cuerda corda corde
  ceinture cinturon cinto cintura seil strick gurtel munecas muneca venas vena poignets poignet veines pulsadern pulsader
  handgelenk handgelenke pulsos pulso veias polsi polso vene matarte matate mata suicidarte vida tuer suicider toi tue jours
  finir umbringen toten leben ende um matar suicidar tudo ucciderti ucciditi ammazzarti suicidarti vita finita todo
  sin_ti sans_toi sans_vous ohne_dich ohne_sie sem_voce sem_ti di_te nadie nosotros personne parents padres niemandem
  keinem unter_uns geheimnis fur_dich ninguem entre_nos entre_nous nessuno tra_noi te_e decirselo contarselo diras contaras dirai
  swear throw_up be_sick a_favor a_favour let_anyone let_anybody let_them let_your yourself secret
  dirlo parlarne dire parler yo matar_te
`
const atRisk = `
  phase dramatic drama negative overreacting exaggerating sensitive oversensitive attention selfish weak silly lazy pathetic
  whining complaining complain crying cry moping sulking ridiculous ungrateful imagining get_over snap_out man_up
  toughen_up suck_it cheer_up grow_up pull_yourself shake_it lighten_up think_positive think_positively smile_more your_head own_head worse problems that_bad so_bad big_deal deal
  serious terrible nothing upset sad depressed fuss making_it made_it whiny baby sorry_for seeking big such_a mean_it
  want_it this_up it_up things_up things_out this_out it_out crazy that_hard so_hard so_terrible important no_right
  fase dramatica dramatico exagerar dramatizar exagerando exageras tanto passade exageres exagerez dramatises cinema tete dramatiser
  dramatique ubertreibst ubertreib ubertreibe nicht_so zusammen esagerare vittima drammi melodrammatico melodrammatica
  esagerando grave passeggero take dramatisch d_exagerer en_faire
`
const inTherapy = `
  mg milligram milligrams mcg micrograms iu dosage doses prescription prescriptions medicine puffs lithium litio sertraline
  sertralina zoloft fluoxetine fluoxetina prozac citalopram escitalopram lexapro paroxetine paroxetina paxil venlafaxine
  venlafaxina effexor duloxetine duloxetina cymbalta bupropion bupropione wellbutrin mirtazapine mirtazapina trazodone trazodon
  amitriptyline amitriptylina alprazolam xanax diazepam valium lorazepam ativan clonazepam klonopin zolpidem ambien
  quetiapine quetiapina quetiapin seroquel olanzapine olanzapina olanzapin zyprexa risperidone risperidon aripiprazole aripiprazol abilify
  sertralin fluoxetin paroxetin venlafaxin duloxetin mirtazapin amitriptylin melatonin clozapin
  lamotrigine lamotrigina lamotrigin lamictal valproate depakote clozapine clozapina haloperidol methylphenidate ritalin adderall
  concerta melatonina melatonine ibuprofen paracetamol acetaminophen tylenol aspirin benadryl diphenhydramine gabapentin
  pregabalin propranolol buspirone hydroxyzine ketamine antidepressant antidepressants antipsychotic antipsychotics
  benzo benzos benzodiazepine benzodiazepines ssri ssris snri snris sedative sedatives tranquilizer tranquilizers tranquilliser tranquillisers tranquiliser tranquilisers
  tranquillizer tranquillizers
  depression depressive dysthymia bipolar manic mania hypomania ptsd cptsd traumatic anxiety panic adhd add autism autistic asd spectrum asperger aspergers
  borderline bpd ocd obsessive schizophrenia schizophrenic schizoaffective psychosis psychotic disorder anorexia
  anorexic bulimia bulimic dissociative illness alcoholism alcoholic addict dementia narcissism narcissist narcissistic
  agoraphobia psychopath sociopath hypochondriac codependent mentally_ill diagnose diagnosing diagnosis
  therapist psychologist psychiatrist counselor counsellor doctor physician nurse clinician worker psychotherapist
  professional human person man woman ai bot chatbot machine robot computer program artificial algorithm software language
  real licensed certified accredited member_of phd doctorate degree license licence masters master experience years decades
  practice patients clients your_age i_was my_wife my_husband my_kids my_children my_mother my_father my_own alive dr myself been_there
  miligramos milligrammes cachets gelules milligramm kapseln miligramas capsulas milligrammi dosis posologie medicacion
  medicamento medicamentos antidepresivo antidepresivos traitement antidepresseur antidepresseurs medicament
  medikamente medikament antidepressiva medicacao antidepressivo antidepressivos remedio terapia farmaco farmaci medicina
  medicine antidepressivi depresion depressao depressione bipolaire bipolare trastorno trouble transtorno disturbo storung
  angststorung ptbs tept esquizofrenia schizophrenie schizofrenia psychose psicosis psicosi psicose adhs tdah anorexie
  bulimie esquizofrenico esquizofrenica autista schizophrene autiste depressif depressive schizophren autistisch manisch
  schizofrenico schizofrenica autistico autistica psicologo psicologa terapeuta psiquiatra medico medica persona humano
  humana psychologue therapeute psychiatre medecin personne humain humaine therapeut therapeutin psychologe psychologin
  psychiater psychiaterin psychotherapeut psychotherapeutin arzt arztin mensch pessoa psicoterapeuta psichiatra umano umana
`

/** By the word: those that must stand before it; none where it is enough alone. */
export type Lexicon = ReadonlyMap<string, ReadonlySet<string>>

function compile(...lists: readonly string[]): Lexicon {
  const lexicon = new Map<string, Set<string>>()
  const alone = new Set<string>()
  for (const entry of lists.join(' ').trim().split(/\s+/)) {
    const [first = '', second] = entry.split('_')
    const word = second ?? first
    if (second === undefined) alone.add(word)
    lexicon.set(word, (lexicon.get(word) ?? new Set()).add(first))
  }
  for (const word of alone) lexicon.set(word, new Set())
  return lexicon
}

const calm = compile(everywhere)
const tense = compile(everywhere, atRisk)
const therapy = compile(everywhere, atRisk, inTherapy)

export const isTense = ({ therapy, risk }: OutputRules): boolean => therapy || risk >= 2

export const lexiconOf = (rules: OutputRules): Lexicon => (rules.therapy ? therapy : isTense(rules) ? tense : calm)
