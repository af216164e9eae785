import type { QueryFunctionContext } from '@tanstack/svelte-query'
import { api, inBackground } from './api.ts'

type ListInput = Parameters<typeof api.records.list.query>[0]

/** What pages ask the server for, each with the key under which its answer is remembered. */
export const livePortal = (signedIn: boolean) => ({
  queryKey: ['portal', signedIn],
  queryFn: () => api.portal.live.query(undefined, inBackground),
})

export const recordsListed = (input: ListInput, options?: typeof inBackground) => ({
  queryKey: ['records', input],
  queryFn: () => api.records.list.query(input, options),
})

/** Opened by somebody the first time; from then on the page itself looks whether it has changed. */
export const requestOpened = (table: string, id: string) => ({
  queryKey: ['request', table, id],
  queryFn: ({ client, queryKey }: QueryFunctionContext) =>
    api.requests.open.query(
      { table, id },
      client.getQueryData(queryKey) === undefined ? undefined : inBackground,
    ),
})

/** What it said before: asked for by somebody, and again when the request has moved on. */
export const earlierRead = (table: string, id: string, version: number) => ({
  queryKey: ['request', table, id, 'earlier', version],
  queryFn: () => api.requests.earlier.query({ table, id }),
  staleTime: Infinity,
})

/** What kind of request an id is, for whoever may see it. */
export const requestFound = (id: string) => ({
  queryKey: ['request', id],
  queryFn: () => api.requests.find.query({ id }),
})

/** How much waits, asked by the page itself. */
export const waitingCounted = (queues: readonly string[], person: string) => ({
  queryKey: ['requests', 'waiting', queues, person],
  queryFn: () => api.requests.waiting.query({ queues: [...queues], person }, inBackground),
})

/** What was typed for a next step and not sent. */
export const stepKept = (table: string, id: string) => ({
  queryKey: ['step', table, id],
  queryFn: () => api.answers.loadStep.query({ table, id }, inBackground),
  staleTime: Infinity,
  gcTime: 0,
})

/** The files an unfinished form holds: what they are called, which its answers do not say. */
export const ownFiles = (ids: readonly string[]) => ({
  queryKey: ['files', ids],
  queryFn: () => api.attachments.own.query({ ids: [...ids] }, inBackground),
  gcTime: 0,
})

/** Whom somebody may act for, and who may act for her. */
export const proxiesListed = () => ({
  queryKey: ['proxies'],
  queryFn: () => api.proxies.list.query(undefined, inBackground),
  staleTime: 60_000,
})

export const answersKept = (form: string) => ({
  queryKey: ['answers', form],
  queryFn: () => api.answers.load.query({ form }),
  staleTime: 0,
  gcTime: 0,
})
