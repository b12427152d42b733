const beside = document.querySelector<HTMLMetaElement>('meta[name="colloquy-server"]')?.content.trim()
const built = (import.meta.env.VITE_COLLOQUY_SERVER as string | undefined)?.trim()

/** What the page says, else what it was built with, else the folder above: a server has the page at `app/`. */
export const serverAddress = new URL(beside || built || '..', document.baseURI.replace(/[?#].*$/, '')).href.replace(
  /\/$/,
  '',
)
