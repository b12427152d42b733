import type { RuleSource } from '../rule.ts'

/** What must not be turned round and handed back. Only here does the script point anywhere but at the conversation. */
export const grave: readonly RuleSource[] = [
  {
    rank: 100,
    insist: true,
    when: [
      '* suicide|suicidal *',
      '* unalive *',
      '* kill|harm|cutting|hurting|harming|killing myself *',
      '* to|will|might|would|could|gonna hurt|cut myself *',
      '* hurt myself again|on|deliberately|when|because *',
      '* cut myself again|on|last|when|because *',
      '* end|ending|take|taking my life *',
      '* end it all *',
      '* end it tonight|now *',
      '* want to die *',
      '* wish i was|were dead *',
      '* rather be dead *',
      '* better off dead *',
      '* better off without me *',
      '* do not want to live|exist *',
      '* do not want to be here|alive *',
      '* do not want to wake up *',
      '* no reason to live *',
      '* cannot go on',
      '* cannot go on like|living|anymore|any *',
      '* jump off a|the bridge|roof|building *',
      '* self harm *',
    ],
    say: [
      'I am glad that you said this here, and it weighs too much to carry alone. I am only a small built-in program: please let a person be with you now, someone you trust, or your local emergency number if you are in danger. Are you safe at this moment?',
      'What you say matters, and it needs more than a program like me. Someone close to you, or the emergency number where you live, can be there in a way that I cannot. Is anybody with you right now?',
      'I hear how hard this is, and I will not turn it into a question game. Please reach for a person, someone you trust or your local emergency number, while we go on writing here. How safe do you feel in this minute?',
    ],
  },
  {
    rank: 99,
    insist: true,
    when: [
      '* overdosed *',
      '* took too many pills *',
      '* took all my|the pills *',
      '* swallowed pills|bleach|poison *',
      '* chest pain *',
      '* cannot breathe *',
      '* having a heart attack|stroke *',
      '* bleeding badly|heavily *',
    ],
    say: [
      'If this is happening now, please call your local emergency number before you write anything more. I am only a small built-in program and cannot get anyone to you. Is someone with you?',
      'That belongs with your local emergency number right away, for I am a program and cannot send help. Can someone near you make the call?',
    ],
  },
  {
    rank: 97,
    insist: true,
    when: [
      '* raped|molested|abused|assaulted|groped me *',
      '* i was|am being|been raped|molested|abused|assaulted|beaten *',
      '* i was|have been raped|molested|abused|assaulted|beaten *',
      '* i am being raped|molested|abused|assaulted|beaten *',
      '* @person hits|beats|hurts|abuses|abused|raped|strangled|molested me *',
      '* he|she|they hits|beats|abuses|abused|raped|strangled|molested me *',
    ],
    say: [
      'I am sorry that this was done to you, and you decide how much of it you put into words. I am only a small built-in program: a person you trust, or a helpline where you live, can stand by you as I cannot. Are you safe where you are?',
      'Nothing you did makes that right, and there is no hurry here. A person you trust, or your local emergency number if it is going on now, can do what a program cannot. What would help you to feel a little safer while we write?',
    ],
  },
  {
    rank: 96,
    insist: true,
    when: [
      '* want|going to kill|murder|stab|shoot|strangle|poison him|her|them|you|someone|people|everyone *',
      '* want|going to kill|murder|stab|shoot|strangle|poison my *',
      '* going to hurt|attack him|her|them|someone|people *',
    ],
    say: [
      'There is a great deal of force in that. If anyone could come to harm now, your local emergency number is the place for it, and a person you trust is better company than a program. What happened that brought you to this point?',
      'I take that seriously, even though I am only a small built-in program. If it could turn into something real, please let a person in on it first, someone you trust or your local emergency number. What is underneath it?',
    ],
  },
]
