/** Where a worker's file is, named as in the source: in the published package it is JavaScript, as whoever starts it. */
export const workerUrl = (file: `./${string}.ts`, starter: string): URL =>
  new URL(starter.endsWith('.js') ? file.replace(/\.ts$/, '.js') : file, starter)
