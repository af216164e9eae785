#!/usr/bin/env node
// `npx portico <verb>`: the same launcher, so the verbs run on the pinned Node too.
process.argv.splice(2, 0, 'portico')
await import('./launch.mjs')
