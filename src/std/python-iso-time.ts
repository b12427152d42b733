/** `2024-01-28T12:00:00.000000+00:00`: UTC as Python's `isoformat()` writes it, the microseconds always there. */
export const pythonIsoTime = (epochMs: number): string => new Date(epochMs).toISOString().replace('Z', '000+00:00')
