#!/usr/bin/env node
import { enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'

// The next start reads what this one compiled: beside the packages, where only who installs them writes. Without it a start takes longer.
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/colloquy', import.meta.url)))
await import('./serve.ts')
