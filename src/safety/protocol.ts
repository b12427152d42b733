/** What is done for people's safety, in words that an operator can show them. */
export interface SafetyProtocol {
  /** Of these words, and of what they promise. */
  version: string
  summary: string
  levels: { level: number; means: string; personSees: string; modelIsTold: string; outside: string }[]
  otherPersonas: string
  answers: string
  disclosure: string
  records: string
  limits: string
}

export const safetyProtocol: SafetyProtocol = {
  version: '2',
  summary:
    'Unless the operator has switched all of this off, which /health says: every message is read by rules on this server before any model sees it, and by other classifiers where the operator has set them up. What is found decides, by code and not by the model, what a person is shown first, what the model is told, and whether anybody outside is told.',
  levels: [
    {
      level: 0,
      means: 'Nothing in the message points to danger.',
      personSees: 'The answer.',
      modelIsTold: 'Nothing.',
      outside: 'Nothing is recorded, unless a classifier that should have read it could not.',
    },
    {
      level: 1,
      means:
        'Death, suicide or self-harm as a subject: a question, something past, something denied, a story, a quotation.',
      personSees: 'The answer.',
      modelIsTold: 'To be warm and open; it may ask.',
      outside: 'A record without any text.',
    },
    {
      level: 2,
      means: 'A wish not to be here, somebody else at risk, or behaviour that harms, such as starving oneself.',
      personSees:
        'The answer, and then where there is help; for somebody who worries about another, how to help them. Not again for six messages, unless it becomes more serious.',
      modelIsTold:
        'To acknowledge it, to ask directly and kindly, to name no methods, and to speak of a trusted person and of professionals.',
      outside: 'A record without any text.',
    },
    {
      level: 3,
      means: 'Thoughts of suicide, interest in methods, or self-harm a short time ago.',
      personSees:
        'First a written message with people to talk to now, which no model may change, and then the answer. The conversation goes on.',
      modelIsTold: 'The same, and to ask about a plan and about what is within reach.',
      outside: 'A record without any text, and a notice to the people whom the operator has named, if any.',
    },
    {
      level: 4,
      means: 'It may happen now: a plan with a time, means at hand, an attempt under way.',
      personSees:
        'A written message alone: the emergency number first, distance from means, being with somebody, and staying in this conversation. The next message is answered again.',
      modelIsTold: 'Nothing: no model is asked.',
      outside: 'A record without any text, and an urgent notice to the people whom the operator has named, if any.',
    },
  ],
  otherPersonas:
    'Personas that do not give therapy treat levels 2, 3 and 4 as level 2. Notices to people outside are sent for 3 and 4 all the same.',
  answers:
    'Answers of personas that give therapy, and all answers to somebody at risk, are read as they are written; those of other personas where the operator has asked for that. Details of methods, encouragement, making light of danger and promises of secrecy are not let go; nor, from personas that give therapy, doses, diagnoses, and claims to be human or licensed. Where the beginning of such a sentence was shown, it is taken back. What was held or taken back is in no history and in no replay.',
  disclosure:
    'Personas that give therapy say that they are an AI at the start, when they are asked, after three hours without a break, and on return after seven days.',
  records:
    'Each record says when, which persona, which level, who judged, and what was done, and is linked to those before it, so that whoever knows a later one sees whether any was changed. It holds neither names nor words.',
  limits:
    'Rules read what is said plainly. They do not see what is only hinted at, and they may be wrong both ways. This is engineering and not clinical care; no person reads along unless the operator says so. In an emergency call the number of your country.',
}
