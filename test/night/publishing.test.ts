/** The same as by day, over longer lives; `VERSIONS`, `KILLS` and `SEED` choose others. */
process.env['VERSIONS'] ??= '200'
process.env['KILLS'] ??= '40'
await import('../access/publishing.test.ts')
