/** Another connection reads what was before, and keeps it from being taken away. */
export const heldBack =
  'What was deleted is still in the files of the database: another process is reading it. End that process.'
