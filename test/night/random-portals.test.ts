/** The same as by day, on many more; `PORTALS`, `MUTANTS`, `PAIRS` and `SEED` choose others. */
process.env['PORTALS'] ??= '10000'
process.env['MUTANTS'] ??= '2000'
process.env['PAIRS'] ??= '100000'
await import('../access/random-portals.test.ts')
