import { fewMarks } from './few-marks.ts'

/** What is found by this says when something is, was or will be. It is a stop word: as a word of its own it is never found. */
export const whenTerm = 'when'

const english = `
yesterday today tonight tomorrow ago recently lately week weeks weekend weekends month months year years
monday tuesday wednesday thursday friday saturday sunday
january february march april june july august september october november december
spring summer autumn fall winter
`

/** Of five other languages; those that another of them has for something else (hier, an, mes, estate) are not here. */
const others = `
gestern heute morgen vorgestern übermorgen neulich woche wochen wochenende monat monate monaten jahr jahre jahren
montag dienstag mittwoch donnerstag freitag samstag sonntag
januar februar märz mai juni juli oktober dezember frühling sommer herbst winter
aujourd'hui demain récemment semaine semaines mois ans année années
lundi mardi mercredi jeudi vendredi samedi dimanche
janvier février avril juin juillet août septembre octobre novembre décembre printemps automne hiver
ayer hoy anoche mañana recientemente semana semanas meses año años
lunes martes miércoles jueves viernes sábado domingo
enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre primavera verano otoño invierno
ieri oggi domani recentemente settimana settimane mese mesi anno anni
lunedì martedì mercoledì giovedì venerdì sabato domenica
gennaio febbraio aprile maggio giugno luglio settembre ottobre novembre dicembre autunno inverno
ontem hoje amanhã recentemente mês ano anos
segunda-feira terça-feira quarta-feira quinta-feira sexta-feira
janeiro fevereiro março maio junho julho setembro outubro dezembro
`

const words: ReadonlySet<string> = new Set(`${english}${others}`.normalize('NFC').split(/\s+/).filter(Boolean))

const word = /[\p{L}\p{N}]+(?:['-]\p{L}+)*/gu
const year = /^(?:19|20)\d\d$/

const questions =
  /\b(?:when|how long|(?:what|which) (?:date|day|month|year|time)|wann|quand|depuis quand|cuándo|cuando|quando)\b/iu

/** Whether a text says when something is: a day, a month, a year, or how far away it is. */
export const saysWhen = (text: string): boolean =>
  (fewMarks(text).normalize('NFC').replaceAll('’', "'").toLowerCase().match(word) ?? []).some(
    (one) => words.has(one) || year.test(one),
  )

export const asksWhen = (text: string): boolean => questions.test(fewMarks(text).normalize('NFC'))
