export interface Told {
  title: string
  detail: string
}

const isTold = (error: unknown): error is Told =>
  typeof error === 'object' &&
  error !== null &&
  'title' in error &&
  typeof error.title === 'string' &&
  'detail' in error &&
  typeof error.detail === 'string'

/** The server's own sentences where it has said any. */
export const toldOf = (error: unknown): Told =>
  isTold(error)
    ? error
    : {
        title: 'This page has met something it does not know',
        detail: 'Load the page again; nothing that was sent is lost.',
      }
