import type { UseConversation } from '../../packages/react/src/use-conversation.ts'

export const textsOf = ({ messages }: UseConversation): string[] => messages.map(({ content }) => content)

export const isIdle = ({ status }: UseConversation): boolean => status === 'idle'

export const isAnswered = (view: UseConversation): boolean => isIdle(view) && view.messages.length > 0

export const says =
  (...texts: string[]) =>
  (view: UseConversation): boolean =>
    JSON.stringify(textsOf(view)) === JSON.stringify(texts)

/** It says this, and nothing is under way. */
export const answered =
  (...texts: string[]) =>
  (view: UseConversation): boolean =>
    isIdle(view) && says(...texts)(view)
