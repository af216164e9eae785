import { MutationCache, QueryCache, QueryClient } from '@tanstack/svelte-query'
import { isMissing, refusalOf } from './failure.ts'

const triesMax = 2

/** What to do when the server says that nobody is signed in any more. The session sets it. */
export const onSignedOut = { run: () => {} }

/** What to do when the server says that this tab may not act for that patient any more. The session sets it. */
export const onActingOver = { run: () => {} }

/** Looks at a failure for the word that the session has ended. Calls made past the query client tell it themselves. */
export const noticeSignedOut = (error: unknown) => {
  const code = refusalOf(error)?.code
  if (code === 'not-signed-in') onSignedOut.run()
  if (code === 'not-acting-for') onActingOver.run()
}

/** Answers live in memory only, and no longer than the page that shows them. */
export const client = new QueryClient({
  queryCache: new QueryCache({ onError: noticeSignedOut }),
  mutationCache: new MutationCache({ onError: noticeSignedOut }),
  defaultOptions: {
    queries: {
      // An expected no stays a no; only faults are worth another try.
      retry: (count, error) => refusalOf(error) === null && !isMissing(error) && count < triesMax,
      retryDelay: 600,
      gcTime: 60_000,
      staleTime: 1_000,
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
})
