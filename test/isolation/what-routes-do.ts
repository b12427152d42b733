import type { Ids } from './belongings.ts'

export interface Sent {
  params?: Record<string, string>
  query?: Record<string, string>
  body?: unknown
  headers?: Record<string, string>
}

export interface Case extends Sent {
  /**
   * What it does where these ids are another's, as where they are nobody's: `refused` is 404, `nothing` 204, `own`
   * what it does without them: it acts on what belongs to who asks. `open` lets anybody in, `operator` the operator.
   */
  another: 'refused' | 'nothing' | 'own' | 'open' | 'operator'
  /** What its path names belongs to nobody. */
  isNobodys?: boolean
}

type Cases = (ids: Ids) => Case[]

const refused = (sent: Sent = {}): Case => ({ another: 'refused', ...sent })
const nothing = (sent: Sent = {}): Case => ({ another: 'nothing', ...sent })
const own = (sent: Sent = {}): Case => ({ another: 'own', ...sent })
const operator = (sent: Sent = {}): Case => ({ another: 'operator', ...sent })

const open: Cases = () => [{ another: 'open' }]
const events = { accept: 'text/event-stream' }
const message = 'Words of whoever asks'
const messages = [{ role: 'user', content: message }]
const ui = [{ id: 'a page’s own', role: 'user', parts: [{ type: 'text', text: message }] }]
const again = { message, sessionId: 'a session' }

/** Contract, method, path. A person to whom the ids belong gets 2xx for each of these. */
export const whatRoutesDo: Readonly<Record<string, Cases>> = {
  'http GET /health': open,
  'http HEAD /health': open,
  'http GET /healthz': open,
  'http HEAD /healthz': open,
  'http GET /readyz': open,
  'http HEAD /readyz': open,
  'http GET /openapi.json': open,

  'v1 POST /v1/conversations': ({ conversation, user }) => [
    own({ body: { title: message } }),
    own({ body: { id: conversation, userId: user, title: message } }),
  ],
  'v1 GET /v1/conversations': ({ user }) => [own(), own({ query: { userId: user, limit: '200' } })],
  'v1 POST /v1/conversations/import': ({ imported, user }) => [
    own({ body: { messages } }),
    own({ body: { id: imported, userId: user, conversationId: imported, messages } }),
  ],
  'v1 GET /v1/conversations/:id': ({ conversation, imported, busy }) =>
    [conversation, imported, busy].map((id) => refused({ params: { id } })),
  'v1 PATCH /v1/conversations/:id': ({ conversation: id }) => [
    refused({ params: { id }, body: { title: message } }),
    refused({ params: { id }, body: { metadata: {} } }),
  ],
  'v1 DELETE /v1/conversations/:id': ({ conversation, imported, busy }) =>
    [conversation, imported, busy].map((id) => refused({ params: { id } })),
  'v1 GET /v1/conversations/:id/messages': ({ conversation, imported, busy }) =>
    [conversation, imported, busy].map((id) => refused({ params: { id } })),
  'v1 GET /v1/search': ({ conversation, user }) => [
    own({ query: { q: 'kanarien' } }),
    own({ query: { q: conversation } }),
    own({ query: { q: 'Words', userId: user } }),
  ],
  'v1 POST /v1/conversations/:id/messages': ({ conversation: id, answer, busy, imported }) => [
    refused({ params: { id }, body: { content: message } }),
    refused({ params: { id }, body: { content: message }, headers: events }),
    refused({ params: { id }, body: { content: message, parentId: answer } }),
    refused({ params: { id: imported }, body: { content: message, parentId: null } }),
    refused({ params: { id: busy }, body: { content: message, whileRunning: 'interrupt' } }),
    refused({ params: { id: busy }, body: { content: message, whileRunning: 'queue' } }),
  ],
  'v1 POST /v1/conversations/:id/messages/:messageId/regenerate': ({ conversation: id, answer: messageId }) => [
    refused({ params: { id, messageId } }),
    refused({ params: { id, messageId }, headers: events }),
  ],
  'v1 GET /v1/conversations/:id/run': ({ conversation, busy }) =>
    [conversation, busy].map((id) => refused({ params: { id } })),
  'v1 GET /v1/runs/:id': ({ run, running, queued, chatbotRun, therapyRun }) =>
    [run, running, queued, chatbotRun, therapyRun].map((id) => refused({ params: { id } })),
  'v1 GET /v1/runs/:id/events': ({ run, running, queued, chatbotRun }) => [
    ...[run, running, queued, chatbotRun].map((id) => refused({ params: { id } })),
    refused({ params: { id: run }, headers: { 'last-event-id': `${run}:0` } }),
    refused({ params: { id: run }, query: { after: '0' } }),
  ],
  'v1 POST /v1/runs/:id/stop': ({ run, running, queued }) =>
    [run, running, queued].map((id) => refused({ params: { id } })),
  'v1 POST /v1/runs/:id/tools/:callId': ({ run: id }) => [
    refused({ params: { id, callId: `${id}-0` }, body: { approve: true } }),
  ],
  'v1 GET /v1/memories': ({ memory, user }) => [
    own(),
    own({ query: { q: 'kanarien' } }),
    own({ query: { q: memory, userId: user, limit: '200' } }),
  ],
  'v1 POST /v1/memories': ({ memory, user, question }) => [
    own({ body: { text: message } }),
    own({ body: { id: memory, userId: user, text: message, source: { messageId: question, quote: message } } }),
  ],
  'v1 POST /v1/memories/recall': ({ user, conversation }) => [
    own({ body: { text: 'kanarien kanariengedächtnis kanariennachricht' } }),
    own({ body: { text: 'kanarien', userId: user, conversationId: conversation, previous: 'kanariennachricht' } }),
  ],
  'v1 PATCH /v1/memories/:id': ({ memory: id }) => [
    refused({ params: { id }, body: { text: message } }),
    refused({ params: { id }, body: { importance: 0 } }),
  ],
  'v1 DELETE /v1/memories/:id': ({ memory: id }) => [refused({ params: { id } })],
  'v1 DELETE /v1/memories': ({ user }) => [own({ query: { userId: user }, body: { userId: user } })],
  'v1 GET /v1/me': ({ user }) => [own(), own({ query: { userId: user } })],
  'v1 PATCH /v1/me': ({ user }) => [own({ body: { userId: user, country: 'AT', language: 'de' } })],
  'v1 GET /v1/me/export': ({ user }) => [own(), own({ query: { userId: user } })],
  'v1 GET /v1/usage': ({ user }) => [
    ...['day', 'model', 'conversation'].map((group) => own({ query: { group } })),
    own({ query: { userId: user } }),
  ],
  'v1 POST /v1/messages/:id/feedback': ({ answer, guideAnswer }) =>
    [answer, guideAnswer].map((id) => refused({ params: { id }, body: { rating: 'up' } })),
  'v1 GET /v1/personas': () => [own()],
  'v1 GET /v1/models': () => [own()],
  // Once: with the person goes a key that names them, and it opens nothing the second time.
  'v1 DELETE /v1/me': ({ user }) => [own({ query: { userId: user }, body: { userId: user } })],

  'v1 POST /v1/admin/keys': ({ user }) => [operator({ body: { name: message, userId: user } })],
  'v1 GET /v1/admin/keys': () => [operator()],
  'v1 DELETE /v1/admin/keys/:id': ({ key: id }) => [operator({ params: { id } })],
  'v1 GET /v1/admin/users/:userId/budget': ({ user: userId }) => [operator({ params: { userId } })],
  'v1 PUT /v1/admin/users/:userId/budget': ({ user: userId }) => [
    operator({ params: { userId }, body: { tokens: null } }),
  ],
  'v1 DELETE /v1/admin/users/:userId/budget': ({ user: userId }) => [operator({ params: { userId } })],
  // Somebody else: what is hers is asked for afterwards.
  'v1 DELETE /v1/admin/users/:userId': () => [operator({ params: { userId: 'whoever has left' } })],
  'v1 GET /v1/admin/usage': ({ user: userId }) => [operator(), operator({ query: { userId } })],
  'v1 GET /v1/admin/runs': ({ user: userId }) => [operator(), operator({ query: { userId } })],
  'v1 GET /v1/admin/audit': () => [operator()],
  'v1 GET /v1/safety/protocol': open,
  'v1 POST /v1/admin/safety/check': () => [operator({ body: { text: message } })],
  'v1 GET /v1/admin/safety/report': () => [operator()],
  'v1 GET /v1/admin/safety/audit': () => [operator()],

  'luma POST /chat/completion': ({ user }) => [
    own({ body: { messages } }),
    refused({ body: { messages, user_id: user } }),
  ],
  'luma POST /chat/stream': ({ user }) => [own({ body: { messages } }), refused({ body: { messages, user_id: user } })],

  'smart-chatbot POST /api/chat': ({ user }) => [refused({ body: { message, user_id: user } })],
  'smart-chatbot POST /api/chat/simple': ({ user }) => [refused({ body: { message, user_id: user } })],
  'smart-chatbot GET /api/chat/history/:user_id': ({ user: user_id }) => [refused({ params: { user_id } })],
  'smart-chatbot DELETE /api/chat/history/:user_id': ({ user: user_id }) => [refused({ params: { user_id } })],
  'smart-chatbot GET /api/health': open,
  'smart-chatbot GET /api/health/detailed': () => [own()],

  'personal-assistant POST /chat': () => [own({ body: { message } })],

  'therapy-bot GET /': open,
  'therapy-bot POST /chat': ({ user, therapySession: sessionId }) => [
    own({ body: { message, sessionId } }),
    refused({ body: { message, sessionId, userId: user } }),
    refused({ body: { ...again, userId: user } }),
  ],
  'therapy-bot GET /chat': ({ user, therapySession: sessionId, therapyEvent }) => [
    own({ query: { message, sessionId } }),
    refused({ query: { message, sessionId, userId: user } }),
    nothing({ query: { message, sessionId }, headers: { 'last-event-id': therapyEvent } }),
    refused({ query: { message, sessionId, userId: user }, headers: { 'last-event-id': therapyEvent } }),
  ],

  'domain-guide POST /api/chat': ({ guideSession: id }) => [
    own({ body: { message } }),
    refused({ body: { message, sessionId: id } }),
    refused({ body: { message, session_id: id }, headers: events }),
  ],
  'domain-guide GET /api/chat/sessions': ({ user }) => [own(), own({ query: { userId: user, limit: '1000' } })],
  'domain-guide GET /api/chat/sessions/:session_id': ({ guideSession: session_id }) => [
    refused({ params: { session_id } }),
  ],
  'domain-guide GET /api/chat/sessions/:session_id/messages': ({ guideSession: session_id }) => [
    refused({ params: { session_id } }),
  ],
  'domain-guide POST /api/chat/sessions/:session_id': ({ guideSession: session_id }) => [
    refused({ params: { session_id }, body: { title: message } }),
  ],
  'domain-guide PATCH /api/chat/sessions/:session_id': ({ guideSession: session_id }) => [
    refused({ params: { session_id }, body: { title: message } }),
  ],
  'domain-guide DELETE /api/chat/sessions/:session_id': ({ guideSession: session_id }) => [
    refused({ params: { session_id } }),
  ],

  'ai-sdk POST /api/chat': ({ conversation: id, answer, run }) => [
    own({ body: { id, messages: ui } }),
    own({ body: { id: run, messages: [{ id: answer, role: 'assistant', parts: [] }, ...ui] } }),
    own({ body: { id: answer, messages: ui, trigger: 'regenerate-message', messageId: answer } }),
  ],
  'ai-sdk GET /api/chat/:id/stream': ({ conversation, run, running }) =>
    [conversation, run, running].map((id) => nothing({ params: { id }, query: { startIndex: '0' } })),
  'ai-sdk POST /api/chat/:id/stop': ({ conversation, busy, running }) =>
    [conversation, busy, running].map((id) => nothing({ params: { id } })),
  'ai-sdk GET /api/chat/:id/messages': ({ conversation, guideSession }) =>
    [conversation, guideSession].map((id) => own({ params: { id } })),

  'ai-sdk POST /ai-sdk/chat': ({ conversation: id, answer, run }) => [
    own({ body: { id, messages: ui } }),
    own({ body: { id: run, messages: [{ id: answer, role: 'assistant', parts: [] }, ...ui] } }),
    own({ body: { id: answer, messages: ui, trigger: 'regenerate-message', messageId: answer } }),
  ],
  'ai-sdk GET /ai-sdk/chat/:id/stream': ({ conversation, run, running }) =>
    [conversation, run, running].map((id) => nothing({ params: { id }, query: { startIndex: '0' } })),
  'ai-sdk POST /ai-sdk/chat/:id/stop': ({ conversation, busy, running }) =>
    [conversation, busy, running].map((id) => nothing({ params: { id } })),
  'ai-sdk GET /ai-sdk/chat/:id/messages': ({ conversation, guideSession }) =>
    [conversation, guideSession].map((id) => own({ params: { id } })),

  // The names that a client gives are told it again: those that it gives are its own.
  'ag-ui POST /ag-ui/run': ({ answer, run }) => [
    own({ body: { threadId: 'a thread', runId: 'a run', messages: [{ id: run, role: 'user', content: message }] } }),
    own({
      body: {
        threadId: 'a thread',
        runId: 'another run',
        messages: [
          { id: answer, role: 'assistant', content: '' },
          { id: 'a', role: 'user', content: message },
        ],
      },
    }),
  ],
  'ag-ui POST /ag-ui/threads/:id/stop': ({ conversation, busy }) =>
    [conversation, busy].map((id) => nothing({ params: { id } })),

  'openai POST /openai/v1/chat/completions': ({ user, conversation }) => [
    own({ body: { messages, user } }),
    own({ body: { messages, metadata: { session_id: conversation, user } } }),
    own({ body: { messages, stream: true }, headers: { 'x-session-id': user } }),
  ],
  'openai POST /openai/v1/responses': ({ response, talk, conversation }) => [
    own({ body: { input: message } }),
    own({ body: { input: message, store: false, stream: true } }),
    refused({ body: { input: message, previous_response_id: response } }),
    refused({ body: { input: message, conversation: talk, stream: true } }),
    refused({ body: { input: message, conversation: { id: talk }, background: true } }),
    own({ body: { id: response, input: message, conversation_id: conversation } }),
  ],
  'openai GET /openai/v1/responses/:response_id': ({ response: response_id }) => [
    refused({ params: { response_id } }),
    refused({ params: { response_id }, query: { stream: 'true' } }),
    refused({ params: { response_id }, query: { stream: 'true', starting_after: '8' } }),
  ],
  'openai POST /openai/v1/responses/:response_id/cancel': ({ response: response_id }) => [
    refused({ params: { response_id } }),
  ],
  'openai DELETE /openai/v1/responses/:response_id': ({ alone: response_id }) => [refused({ params: { response_id } })],
  'openai GET /openai/v1/responses/:response_id/input_items': ({ response: response_id }) => [
    refused({ params: { response_id } }),
  ],
  'openai POST /openai/v1/conversations': ({ talk }) => [
    own(),
    own({ body: { id: talk, items: messages, conversation: talk } }),
  ],
  'openai GET /openai/v1/conversations/:conversation_id': ({ talk: conversation_id }) => [
    refused({ params: { conversation_id } }),
  ],
  'openai POST /openai/v1/conversations/:conversation_id': ({ talk: conversation_id }) => [
    refused({ params: { conversation_id }, body: { metadata: {} } }),
  ],
  'openai DELETE /openai/v1/conversations/:conversation_id': ({ talk: conversation_id }) => [
    refused({ params: { conversation_id } }),
  ],
  'openai GET /openai/v1/conversations/:conversation_id/items': ({ talk: conversation_id, item: after }) => [
    refused({ params: { conversation_id } }),
    refused({ params: { conversation_id }, query: { after } }),
  ],
  'openai GET /openai/v1/conversations/:conversation_id/items/:item_id': ({ talk, item: item_id }) => [
    refused({ params: { conversation_id: talk, item_id } }),
  ],
  'openai GET /openai/v1/models': () => [own()],
  'openai GET /openai/v1/models/:model': () => [{ ...own({ params: { model: 'gpt-4' } }), isNobodys: true }],
  'openai POST /openai/v1/embeddings': ({ user }) => [own({ body: { input: message, user } })],
}
