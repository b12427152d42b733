/** Somebody wants to know with whom, or with what, they are talking. */
const what =
  '(?:ai|a\\.i\\.|bot|robot|machine|computer|program|chatbot|chatgpt|gpt|language model|llm|human|person|real|therapist|psychologist|psychiatrist|counsellor|counselor|doctor|professional|licensed|alive)'
const somebody =
  '(?:ai|a\\.i\\.|bot|robot|machine|computer|program|chatbot|chatgpt|human|person|therapist|psychologist|doctor)'
const english = new RegExp(
  `\\b(?:are|r) (?:you|u|ya)(?: really| actually| even| just| truly)?(?: an?| the)?(?: real| actual| living| licensed| qualified| human| proper)* ${what}\\b|\\b(?:is|was) this (?:really |actually |just )?(?:an? )?(?:real |actual |live )*${somebody}\\b|\\bam i (?:really |actually |just )?(?:talking|speaking|chatting|writing|texting) (?:to|with) (?:an? )?(?:real |actual |live )*(?:${what}|someone real|anyone real)\\b|\\b(?:you are|you're|youre|ur) (?:just |only |not )?(?:an? )?(?:real )?(?:ai|bot|robot|machine|computer|chatbot|human|person)\\b[^.!]{0,30}\\?|\\bwho (?:or what )?are you\\s*\\?|\\bwhat are you\\s*\\?`,
)
const others =
  /\b(?:eres (?:un[ao]? )?(?:ia|bot|robot|maquina|humano|humana|persona|real|terapeuta|psicologo|psicologa)|(?:hablo|estoy hablando) con (?:un[ao]? )?(?:ia|bot|robot|maquina|humano|persona)|(?:es-tu|tu es|vous etes|etes-vous|t'es) (?:vraiment )?(?:une? )?(?:ia|bot|robot|machine|humain|humaine|vraie personne|personne|therapeute|psychologue)|(?:bist du|sind sie) (?:wirklich |echt )?(?:eine? )?(?:echter? )?(?:ki|bot|roboter|maschine|mensch|computer|person|therapeut|therapeutin|psychologe|psychologin)|(?:spreche|rede|schreibe) ich (?:mit|gerade mit) (?:einem|einer) (?:ki|bot|roboter|maschine|menschen|echten)|(?:voce e|tu es|es) (?:uma? )?(?:ia|robo|bot|maquina|humano|humana|pessoa|terapeuta)|(?:sei|stai|e) (?:davvero )?(?:un[ao]?'? ?)?(?:ia|bot|robot|macchina|umano|umana|persona vera|terapeuta|psicologo))\b/

const longest = 2_000

/** Whether somebody asks if they talk to an AI, a person, or somebody licensed. */
export function asksWho(said: string): boolean {
  const text = said
    .slice(0, longest)
    .toLowerCase()
    .replaceAll('’', "'")
    .normalize('NFD')
    .replaceAll(/\p{Mn}/gu, '')
    .replaceAll(/\s+/g, ' ')
  return english.test(text) || (text.includes('?') && others.test(text))
}
