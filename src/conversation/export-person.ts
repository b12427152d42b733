import type { ExportSection, People } from '../ports/people.ts'

const sections: readonly ExportSection[] = [
  'conversations',
  'messages',
  'summaries',
  'runs',
  'feedback',
  'usage',
  'memories',
]

async function* section(people: People, userId: string, name: ExportSection): AsyncGenerator<string> {
  let from: string | undefined
  let separator = ''
  do {
    const page = await people.export(userId, name, from)
    let text = ''
    for (const item of page.items) {
      text += `${separator}\n${JSON.stringify(item)}`
      separator = ','
    }
    if (text !== '') yield text
    from = page.next
  } while (from !== undefined)
}

/** Everything of a person as one JSON document, in pieces. */
export async function* exportPerson(people: People, userId: string, now: number): AsyncGenerator<string> {
  yield `{"exportedAt":${JSON.stringify(new Date(now).toISOString())},"userId":${JSON.stringify(userId)}`
  yield `,\n"settings":${JSON.stringify(await people.settings(userId))}`
  for (const name of sections) {
    yield `,\n"${name}":[`
    yield* section(people, userId, name)
    yield ']'
  }
  yield '}\n'
}
