import fastify from 'fastify'

/** One of the two processes: `serve` answers people, `work` carries requests out. */
const [task] = process.argv.slice(2)

if (task === 'serve') {
  for (const port of [
    process.env.PORTICO_PORT,
    process.env.PORTICO_BUILDER_PORT,
    process.env.PORTICO_REHEARSAL_PORT,
  ]) {
    const server = fastify()
    server.get('/healthz', () => ({ alive: true }))
    server.get('/', (_call, answer) =>
      answer.type('text/html').send('<!doctype html><title>Sign in</title><h1>Sign in</h1>'),
    )
    await server.listen({ port: Number(port), host: '127.0.0.1' })
  }
} else if (task === 'work') {
  process.on('SIGTERM', () => process.exit(0))
  setInterval(() => undefined, 60_000)
} else {
  console.error('Say what to run: serve or work.')
  process.exitCode = 2
}
