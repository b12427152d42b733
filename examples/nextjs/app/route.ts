/** A conversation is named by its page: the address is the id. */
export function GET(): Response {
  return new Response(null, { status: 307, headers: { location: `/chat/${crypto.randomUUID()}` } })
}
