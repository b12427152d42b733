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

/** One and the same, whether a session is unknown, somebody else's, or no id at all. */
const notFound = {
  status: 404,
  error: 'There is no session of that id, or it is not yours. GET /api/chat/sessions lists yours.',
  detail: 'Session not found',
}

export const codec = createEnvelope((error) => (error.code === 'not_found' ? notFound : listed(error)))
