const reasons = {
  begunAnew: 'The answer was begun anew, and what you have read no longer holds.',
  goingDown: 'The server is going down before the answer is complete.',
  rightsEnded: 'What let you in has expired or was taken back before the answer was complete: sign in again.',
} as const

/** Why this reader hears no more, and what to do. A stored answer is finished: sent again, it would be answered twice. */
export const unfinished = (reason: keyof typeof reasons, isStored: boolean): string =>
  `${reasons[reason]} ${
    isStored
      ? 'It will be finished and stored: your message need not be sent again.'
      : 'Send the message again in a few seconds.'
  }`
