/** The same as by day, on many more portals; `PORTALS` and `SEED` choose others. */
process.env['PORTALS'] ??= '1500'
await import('../access/random-portals.test.ts')
