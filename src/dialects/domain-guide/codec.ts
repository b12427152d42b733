import type { Conversation, Message } from '../../conversation/types.ts'
import { createEnvelope, listed } from '../envelope.ts'

export const sessionOf = ({ id, title, createdAt, updatedAt }: Conversation) => ({
  sessionId: id,
  title: title ?? '',
  createdAt,
  updatedAt,
})

export const messageOf = ({ id, conversationId, role, content, createdAt }: Message) => ({
  messageId: id,
  sessionId: conversationId,
  role,
  content,
  createdAt,
})

export const codec = createEnvelope((error) =>
  error.code === 'not_found' ? { status: 404, detail: 'Session not found' } : listed(error),
)
