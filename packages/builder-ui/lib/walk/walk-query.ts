import { createQuery, keepPreviousData } from '@tanstack/svelte-query'
import { calls } from '#lib/calls.ts'
import { draft, session } from '#lib/office.ts'

const startingEveryMs = 700
const runningEveryMs = 2000

/** Looks at the rehearsal for as long as it changes by itself. */
export const walkQuery = () =>
  createQuery(() => ({
    queryKey: ['walk.load', draft.revision],
    placeholderData: keepPreviousData,
    queryFn: () => calls.walk.load.query(),
    enabled: session.has('build'),
    refetchInterval: ({ state }) => {
      const step = state.data?.step ?? 'off'
      if (step === 'off' || step === 'failed') return false
      return state.data?.look ? runningEveryMs : startingEveryMs
    },
  }))
