import type { Conversation } from '@colloquy/client'

export const titleOf = (conversation: Conversation | undefined): string => conversation?.title ?? 'New conversation'
