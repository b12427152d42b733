import { randomUUID } from 'node:crypto'
import type { Ledger, Sent, Talk } from './ledger.ts'
import type { Person } from './native-person.ts'
import { createPost, type Post } from './post.ts'

/** What an older contract's stream has told so far. */
interface Told {
  text: string
  /** `open`: it was cut, or goes on elsewhere. */
  end: 'success' | 'failure' | 'open'
}

type Frame = { content?: string; done?: boolean; error?: string }

const framesIn = (text: string): string[] =>
  text
    .split('\n\n')
    .slice(0, -1)
    .flatMap((block) => (block.startsWith('data: ') ? [block.slice('data: '.length)] : []))

/** S1 says when it is done; S3 just ends. */
function fold(dialect: 'S1' | 'S3', body: string, complete: boolean): Told {
  let text = ''
  let done = false
  for (const data of framesIn(body)) {
    if (data === '[DONE]') continue
    const frame = JSON.parse(data) as Frame
    if (frame.error !== undefined) return { text, end: 'failure' }
    text += frame.content ?? ''
    if (frame.done === true) done = true
  }
  return { text, end: (dialect === 'S1' ? done : complete) ? 'success' : 'open' }
}

function asked(ledger: Ledger, talk: Talk): Sent {
  return ledger.ask(talk, 'message', `${talk.name}-${talk.sent.length} w${randomUUID().slice(0, 8)}`, randomUUID())
}

/** Reads an answer to its end, asking again with the same key for one that breaks off. */
async function readLegacy(dialect: 'S1' | 'S3', sent: Sent, post: Post, posting: Parameters<Post['stream']>[1]) {
  for (;;) {
    const stream = await post.stream(sent, posting)
    if (!stream) return
    await stream.all()
    const { text, end } = fold(dialect, stream.text(), stream.response.complete)
    if (end === 'open') continue
    if (end === 'success') sent.toldTexts.push(text)
    return
  }
}

/** Smart Chatbot: one conversation with each person, streamed or whole. */
export async function talkSmart({ name, ledger, line, random, goesOn }: Person): Promise<void> {
  const post = createPost(ledger, line)
  for (let n = 0; goesOn(); n++) {
    const talk = ledger.talk(`${name}.${n}`, 'S1')
    for (let i = 0; i < 8 && goesOn(); i++) {
      const sent = asked(ledger, talk)
      const body = { user_id: talk.name, message: sent.question }
      if (random.chance(0.6)) await readLegacy('S1', sent, post, { path: '/api/chat', body })
      else {
        const answer = await post.whole(sent, { path: '/api/chat/simple', body })
        if (answer?.status === 200) sent.toldTexts.push((answer.json as { response: string }).response)
      }
    }
  }
}

/** TherapyBot: sessions of a person. */
export async function talkTherapy({ name, ledger, line, goesOn }: Person): Promise<void> {
  const post = createPost(ledger, line)
  for (let n = 0; goesOn(); n++) {
    const talk = ledger.talk(`${name}.${n}`, 'S3')
    for (let i = 0; i < 8 && goesOn(); i++) {
      const sent = asked(ledger, talk)
      const body = { message: sent.question, sessionId: talk.name, userId: name }
      await readLegacy('S3', sent, post, { path: '/chat', body })
    }
  }
}

/** Domain Guide: a session begins with its first message, and its first answer names it. */
export async function talkGuide({ name, ledger, line, goesOn }: Person): Promise<void> {
  const post = createPost(ledger, line)
  for (let n = 0; goesOn(); n++) {
    const talk = ledger.talk(`${name}.${n}`, 'S4')
    for (let i = 0; i < 8 && goesOn(); i++) {
      const sent = asked(ledger, talk)
      const session = talk.conversation === undefined ? {} : { sessionId: talk.conversation }
      const answer = await post.whole(sent, { path: '/api/chat', body: { message: sent.question, ...session } })
      if (answer?.status !== 200) continue
      const { message, sessionId } = answer.json as { message: string; sessionId: string }
      sent.toldTexts.push(message)
      talk.conversation = sessionId
    }
  }
}
