import type { RunJob } from '../ports/runs.ts'

/** Whether whoever reads an answer is told more than its text, and can be asked something meanwhile. */
export const hearsNotices = ({ request, dialect }: Pick<RunJob, 'request' | 'dialect'>): boolean =>
  request.notices ?? dialect === 'v1'
