import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify'
import { isRecordId, type RecordId } from '@portico/engine/brand'
import type { App, Context } from '../commands/call.ts'
import type { Adapters } from '../commands/adapters.ts'
import { serveAttachments } from './attachments.ts'
import { browserOf } from './browser.ts'
import { serveCalls } from './calls.ts'
import { serveDrawing, serveLogo } from './logo.ts'
import { portico, rehearsed } from './router.ts'
import { contentSecurityPolicy, securityHeaders } from './security-headers.ts'
import type { Cookies } from './session.ts'

export type Serving = {
  readonly app: App
  readonly adapters: Adapters
  readonly cookies: Cookies
  readonly isProduction: boolean
  /** In a rehearsal environment alone: whose page may hold this portal's in a frame, and how far its clock is ahead. */
  readonly rehearsal?: { readonly builder: string; readonly aheadMs: () => Promise<number> }
  /** Whether people can be served; `degraded` when requests go on but deadlines and notices wait. */
  readonly ready: () => Promise<{
    readonly isReady: boolean
    readonly detail: Readonly<Record<string, string>>
  }>
}

const builtOf = { portal: '../../portal-ui/build/', office: '../../builder-ui/build/' } satisfies Record<
  App,
  string
>
const bodyLimitBytes = 256 * 1024

/**
 * A page of another site may neither ask nor change: same origin, and a header no foreign form can send. Questions
 * come in the body like everything else, because addresses are written down in places we do not see.
 */
const isForeign = ({ method, headers }: FastifyRequest): boolean => {
  const site = headers['sec-fetch-site']
  const { origin, host } = headers
  const isOwnOrigin = origin === undefined || (URL.canParse(origin) && new URL(origin).host === host)
  const isOwnSite = site === undefined || site === 'same-origin' || site === 'none'
  return method !== 'POST' || !isOwnOrigin || !isOwnSite || headers['x-portico'] !== '1'
}

/** Whom a call is made for, as its header names her; undefined when that cannot be read. */
const standsForIn = ({ headers }: FastifyRequest): RecordId | null | undefined => {
  const named = headers['x-portico-for']
  if (named === undefined) return null
  return typeof named === 'string' && isRecordId(named) ? named : undefined
}

const contextOf = (
  { app, adapters, cookies }: Serving,
  call: FastifyRequest,
  answer: FastifyReply,
): Context => ({
  adapters,
  call: {
    app,
    token: cookies.read(call.headers.cookie),
    standsFor: standsForIn(call) ?? null,
    isByPerson: call.headers['x-portico-background'] !== '1',
    address: call.ip,
    browser: browserOf(call.headers['user-agent']),
    setToken: (token) => {
      void answer.header('set-cookie', cookies.written(token))
    },
  },
})

/** In a scope of its own: its hook is met by whatever reaches a call, however the path was spelled. */
const serveAsked = async (server: FastifyInstance, serving: Serving): Promise<void> => {
  server.addHook('onRequest', async (call, answer) => {
    void answer.header('cache-control', 'no-store')
    if (isForeign(call)) await answer.code(403).send({ message: 'Not from this page.' })
    else if (standsForIn(call) === undefined)
      await answer.code(400).send({ message: 'This call cannot be answered.' })
  })
  serveAttachments(server, (call, answer) => contextOf(serving, call, answer))
  serveDrawing(server, (call, answer) => contextOf(serving, call, answer))
  await server.register((calls, _options, done) => {
    serveCalls(calls, {
      // Nobody walks in without a password where that is no call.
      router: serving.rehearsal === undefined ? portico : rehearsed,
      contextOf: (call, answer) => contextOf(serving, call, answer),
      log: serving.adapters.log,
    })
    done()
  })
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

/** Above every page of a rehearsal environment, in both languages: nobody shall take it for the portal itself. */
const strip = (aheadMs: number): string =>
  `<aside class="rehearsal" data-ahead="${aheadMs}" aria-label="Rehearsal / Ensayo"><span lang="en">Rehearsal: nothing here is real.</span> <span lang="es">Ensayo: nada aquí es real.</span></aside>`

/** Somebody whose browser runs no script reads at least whose page this is, and where to call. */
const named = async (page: string, { adapters: { live }, rehearsal }: Serving): Promise<string> => {
  const { portal } = await live.current()
  const told = rehearsal === undefined ? '' : strip(await rehearsal.aheadMs())
  return page
    .replace('{{rehearsal}}', told)
    .replaceAll('{{practice}}', () => escaped(portal.name.en))
    .replaceAll('{{phone}}', () => escaped(portal.phone ?? ''))
}

const servePages = async (server: FastifyInstance, serving: Serving): Promise<void> => {
  const { app, adapters, rehearsal = null } = serving
  const root = fileURLToPath(new URL(builtOf[app], import.meta.url))
  const index = `${root}index.html`
  const page = existsSync(index)
    ? readFileSync(index, 'utf8')
    : '<!doctype html><title>Portico</title><p>The screens are not built yet.'
  const policy = contentSecurityPolicy(page, {
    within: rehearsal && new URL(rehearsal.builder).origin,
    holds: app === 'office' && adapters.rehearsal.url ? new URL(adapters.rehearsal.url).origin : null,
  })
  if (existsSync(root)) {
    await server.register(fastifyStatic, {
      root,
      index: false,
      wildcard: false,
      globIgnore: ['index.html'],
      setHeaders: (answer, path) => {
        void answer.header(
          'cache-control',
          path.includes('/immutable/') ? 'public, max-age=31536000, immutable' : 'no-cache',
        )
      },
    })
  }
  server.setNotFoundHandler(async (call, answer) => {
    const isPage =
      call.method === 'GET' &&
      !call.url.startsWith('/trpc') &&
      !call.url.startsWith('/attachments') &&
      !/\.[a-z0-9]+$/.test(call.url.split('?')[0] ?? '')
    if (!isPage) return answer.code(404).send({ message: 'There is nothing here.' })
    return answer
      .header('content-security-policy', policy)
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(await named(page, serving))
  })
}

/** One door: its calls, its pages, and whether it is alive. */
export const openServer = async (serving: Serving): Promise<FastifyInstance> => {
  const server = fastify({
    logger: false,
    bodyLimit: bodyLimitBytes,
    // In production a proxy on this machine ends TLS: without this every caller would have the proxy's address, in the
    // trail and in the counting of wrong tries.
    trustProxy: serving.isProduction ? 'loopback' : false,
    routerOptions: { maxParamLength: 5000 },
  })
  const headers = securityHeaders(serving.isProduction, serving.rehearsal !== undefined)
  server.addHook('onRequest', async (_call, answer) => {
    void answer.headers(headers)
  })
  server.setErrorHandler<FastifyError>(async (fault, _call, answer) => {
    const status = fault.statusCode ?? 500
    // What is wrong with a call before it reaches us, such as its size, is the caller's fault and not ours.
    if (status < 500) return answer.code(status).send({ message: 'This call cannot be answered.' })
    serving.adapters.log.fault('An answer failed.', fault)
    return answer.code(500).send({ message: 'Something went wrong here. Please try again.' })
  })
  server.get('/healthz', () => ({ alive: true }))
  server.get('/readyz', async (_call, answer) => {
    const { isReady, detail } = await serving.ready()
    return answer.code(isReady ? 200 : 503).send(detail)
  })
  await server.register((calls) => serveAsked(calls, serving))
  if (serving.app === 'portal') serveLogo(server, serving.adapters.live)
  await servePages(server, serving)
  return server
}
