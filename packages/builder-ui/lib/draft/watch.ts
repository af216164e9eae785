import { createQuery } from '@tanstack/svelte-query'
import { calls } from '#lib/calls.ts'
import { draft, session } from '#lib/office.ts'

const askEveryMs = 2000

/** Whether somebody else changed the draft: asked every few seconds, by nobody in particular. */
export const draftWatchQuery = () =>
  createQuery(() => ({
    queryKey: ['draft.watch'],
    queryFn: () => calls.draft.watch.query(),
    enabled: session.state === 'in' && session.has('build') && draft.state === 'ready',
    refetchInterval: askEveryMs,
    staleTime: 0,
  }))
