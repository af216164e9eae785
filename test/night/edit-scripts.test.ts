/** The same as by day, on all thousand of them and over every template; `SCRIPTS` and `SEED` choose others. */
process.env['SCRIPTS'] ??= '1000'
await import('../../packages/engine/portal/edit-scripts.test.ts')
await import('../../packages/runtime/files/template-edits.test.ts')
