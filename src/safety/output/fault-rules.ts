import type { OutputFault } from './output-fault.ts'

export interface FaultRule {
  fault: OutputFault
  /** Of a plain text, on one sentence; every gap in it is bounded. */
  looks: RegExp
  /** `grave`: in therapy, at risk, or where it is about suicide; `dark`: the last two; `tense`: the first two. */
  where?: 'dark' | 'grave' | 'tense' | 'therapy'
  /** It says "not" itself, so that one inside is no denial. */
  negated?: boolean
}

/** A pattern over as many lines as it takes to read it; `[ ]` is a space at a line's end. */
export const looks = (lines: TemplateStringsArray, ...values: readonly string[]): RegExp =>
  new RegExp(String.raw(lines, ...values).replaceAll(/\n\s*/g, ''), 'g')

/** A number in figures or in words. */
export const number = String.raw`(?:\d+(?:[.,]\d+)?(?:(?: ?- ?| to )\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|(?:a|one|two|three|five) hundred|hundreds|dozens|a dozen|half a|an extra|another)`

/** Medicines that a conversation about how one feels is likely to name; classes as well. */
export const medicine = `(?:${[
  'lithium litio sertralin[ae]? zoloft fluoxetin[ae]? prozac citalopram escitalopram lexapro paroxetin[ae]? paxil',
  'venlafaxin[ae]? effexor duloxetin[ae]? cymbalta bupropione? wellbutrin mirtazapin[ae]? trazodone? amitriptylin[ae]?',
  'alprazolam xanax diazepam valium lorazepam ativan clonazepam klonopin zolpidem ambien quetiapin[ae]? seroquel',
  'olanzapin[ae]? zyprexa risperidone? aripiprazole? abilify lamotrigin[ae]? lamictal valproate depakote clozapin[ae]?',
  'haloperidol methylphenidate ritalin adderall concerta melatonin[ae]? ibuprofen paracetamol acetaminophen tylenol',
  'aspirin benadryl diphenhydramine gabapentin pregabalin propranolol buspirone hydroxyzine ketamine',
  'antidepressants? antipsychotics? benzos? benzodiazepines? ssris? snris? sedatives? tranquili[sz]ers?',
]
  .join(' ')
  .replaceAll(' ', '|')})`

export const pill = `(?:(?:sleeping |pain )?(?:pills?|tablets?|capsules?)|painkillers?|meds|medications?|medicines?|${medicine})`

export const rule = (fault: OutputFault, looks: RegExp, where?: FaultRule['where']): FaultRule => ({
  fault,
  looks,
  ...(where && { where }),
})
