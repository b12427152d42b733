/** Something a person has said of themselves, as it is kept. */
export interface Fact {
  /** As a list shows it, without a subject: "Name is Ada", "Lives in Lyon", "Allergic to peanuts", "Sister is called Mia". */
  text: string
  /** What only one value can stand in ('name', 'home', 'job', 'birthday', 'partner', 'called' ...); null where there may be many. */
  slot: string | null
  /** What is liked, had or planned, where the same thing is the same string, with its kind: 'like:pizza', 'pet:dog rex'. */
  topic: string | null
  /** The way it is meant where it can be meant either way (likes 1, dislikes -1); 0 otherwise. */
  polarity: 1 | 0 | -1
  /** 0..1; what must always be recalled (name, allergies, health) is 0.9 and more. */
  importance: number
  /** The words it was learned from, verbatim in the message. */
  quote: string
  /** The person asked that it be remembered. */
  explicit: boolean
}
