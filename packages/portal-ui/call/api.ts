import { createTRPCClient, httpBatchLink, httpLink, splitLink, type Operation } from '@trpc/client'
import type { Router } from '@portico/runtime/router'
import { standing } from '../session/standing.ts'
import { reader } from '../words/reader.svelte.ts'

/** A call that a page makes by itself, not because somebody did something: it must not keep a session alive. */
export const inBackground = { context: { background: true } } as const

/** The same, made for this patient (null: for oneself) whoever the tab acts for. */
export const inBackgroundFor = (patient: string | null) =>
  ({ context: { background: true, standsFor: patient } }) as const

/** A call made for oneself, whoever the tab acts for. */
export const forOneself = { context: { standsFor: null } } as const

const isInBackground = ({ context }: Operation) => context['background'] === true
const namesPatient = ({ context }: Operation) => 'standsFor' in context

const url = '/trpc'
// What is asked for goes in the body: an address lands in logs and histories, and a search holds a name.
const methodOverride = 'POST'
// More than that at once the server does not take; what is left over goes in a call of its own.
const maxItems = 25

const headersFor = (operations: readonly Operation[], patient: unknown) => ({
  'x-portico': '1',
  'accept-language': reader.language,
  ...(operations.every(isInBackground) ? { 'x-portico-background': '1' } : {}),
  ...(typeof patient === 'string' ? { 'x-portico-for': patient } : {}),
})

export const api = createTRPCClient<Router>({
  links: [
    splitLink({
      condition: namesPatient,
      true: httpLink({
        url,
        methodOverride,
        headers: ({ op }) => headersFor([op], op.context['standsFor']),
      }),
      false: httpBatchLink({
        url,
        methodOverride,
        maxItems,
        headers: ({ opList }) => headersFor(opList, standing.patient),
      }),
    }),
  ],
})

export type Portal = Awaited<ReturnType<typeof api.portal.live.query>>['portal']
export type Logo = Awaited<ReturnType<typeof api.portal.live.query>>['logo']
export type WhoAmI = Awaited<ReturnType<typeof api.session.whoAmI.query>>
export type RequestPage = Awaited<ReturnType<typeof api.requests.open.query>>
export type EarlierValue = Awaited<ReturnType<typeof api.requests.earlier.query>>[number]
export type DemoAccount = Awaited<ReturnType<typeof api.session.demoAccounts.query>>[number]
export type Proxies = Awaited<ReturnType<typeof api.proxies.list.query>>
