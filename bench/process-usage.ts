import { readFileSync } from 'node:fs'

export interface Usage {
  /** User and system time of all its threads, ended ones included. */
  cpuSeconds: number
  rssBytes: number
}

// the kernel shows times in hundredths of a second whatever its own tick is
const TICKS_PER_SECOND = 100

export const canMeasureProcesses = process.platform === 'linux'

/** What a process has used so far; null where there is no /proc to read it from. */
export const processUsage = (pid: number): Usage | null => {
  if (!canMeasureProcesses) return null
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
  // the second field is a name in brackets that may hold spaces and brackets
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const rss = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))
  return {
    cpuSeconds: (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND,
    rssBytes: Number(rss?.[1] ?? 0) * 1024,
  }
}
