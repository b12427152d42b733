import { spawnSync } from 'node:child_process'

/** What a client of the documents needs to run. */
export interface Tools {
  usable: boolean
  /** For a title: why nothing under it runs. */
  missing: string
}

function find(name: string, ...probes: [command: string, ...args: string[]][]): Tools {
  const found = probes.every(([command, ...args]) => spawnSync(command, args, { stdio: 'ignore' }).status === 0)
  if (found) return { usable: true, missing: '' }
  // Where every change is judged, what is missing is a failure: the tests run, and say so.
  return { usable: process.env['CI'] === 'true', missing: ` [${name} is not here]` }
}

export const curl = find('bash or curl', ['bash', '--version'], ['curl', '--version'])
export const python = find("python3 or its package 'requests'", ['python3', '-c', 'import requests'])
