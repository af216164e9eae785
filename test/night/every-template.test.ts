/** What is done by day with one template beside the first, here with each of them. */
process.env['TEMPLATES'] ??= 'behavioural-health,patients-rights,empty'
await import('../portals/second-portal.test.ts')
