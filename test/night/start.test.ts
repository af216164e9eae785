/** Every start and every refusal to start; by day some of them. */
process.env['STARTS'] ??= 'all'
await import('../start/start.test.ts')
