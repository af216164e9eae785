import { createTRPCClient, httpBatchLink, type Operation } from '@trpc/client'
import type { Router } from '@portico/runtime/router'
import { reader } from '../words/reader.svelte.ts'

/** A call that a page makes by itself, not because somebody did something: it must not keep a session alive. */
export const inBackground = { context: { background: true } } as const

const isInBackground = ({ context }: Operation) => context['background'] === true

export const api = createTRPCClient<Router>({
  links: [
    httpBatchLink({
      url: '/trpc',
      // What is asked for goes in the body: an address lands in logs and histories, and a search holds a name.
      methodOverride: 'POST',
      headers: ({ opList }) => ({
        'x-portico': '1',
        'accept-language': reader.language,
        ...(opList.every(isInBackground) ? { 'x-portico-background': '1' } : {}),
      }),
    }),
  ],
})

export type Portal = Awaited<ReturnType<typeof api.portal.live.query>>['portal']
export type WhoAmI = Awaited<ReturnType<typeof api.session.whoAmI.query>>
export type RequestPage = Awaited<ReturnType<typeof api.requests.open.query>>
export type DemoAccount = Awaited<ReturnType<typeof api.session.demoAccounts.query>>[number]
