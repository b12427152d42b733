import { existsSync } from 'node:fs'

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** A browser of this machine: none is downloaded. One that is named and is not there is a mistake, and not looked past. */
export function findChromium(named = process.env['CHROMIUM_PATH']): string | undefined {
  if (named === undefined || named === '') return places.find((path) => existsSync(path))
  if (existsSync(named)) return named
  throw new Error('CHROMIUM_PATH names a file that is not there. Correct it, or unset it to use what is installed.')
}
