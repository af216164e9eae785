/** The same as by day, ten times as often; `SWITCHES` and `SEED` choose others. */
process.env['SWITCHES'] ??= '100000'
await import('../access/pool.test.ts')
