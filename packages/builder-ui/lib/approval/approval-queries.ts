import { createQuery, keepPreviousData } from '@tanstack/svelte-query'
import type { Power } from '@portico/engine/portal/portal'
import { calls } from '#lib/calls.ts'
import { draft, session } from '#lib/office.ts'

const askEveryMs = 4000
const powers: readonly Power[] = ['build', 'publish', 'approve', 'read-trail']
const mayKnow = (): boolean => session.state === 'in' && powers.some((power) => session.has(power))

/** Whether anything about approvals is different: what one person decides, another one's page shows within seconds. */
export const watchQuery = () =>
  createQuery(() => ({
    queryKey: ['approval.watch'],
    queryFn: () => calls.approval.watch.query(),
    enabled: mayKnow(),
    refetchInterval: askEveryMs,
  }))

/** What needs a second person, what waits, and what became of it. */
export const approvalQuery = (watch: ReturnType<typeof watchQuery>) =>
  createQuery(() => ({
    queryKey: ['approval.load', watch.data, draft.revision, draft.live?.version],
    queryFn: () => calls.approval.load.query(),
    enabled: mayKnow() && draft.saving === 'saved' && watch.data !== undefined,
    placeholderData: keepPreviousData,
  }))
