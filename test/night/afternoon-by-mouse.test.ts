/** By day the keyboard tells it; here the mouse does. */
process.env['HAND'] ??= 'mouse'
await import('../story/afternoon.test.ts')
