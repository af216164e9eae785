/** The same as by day, ten times as many; `FORGERIES` and `SEED` choose others. */
process.env['FORGERIES'] ??= '100000'
await import('../../packages/runtime/keys/sealed-value.test.ts')
