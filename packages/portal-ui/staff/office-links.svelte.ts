import { createQuery } from '@tanstack/svelte-query'
import { livePortal } from '../call/questions.ts'

/** Where the office is, for those who have a power there; the portal's own asking already brought it. */
export const officeLinks = () => {
  const live = createQuery(() => ({ ...livePortal(true), staleTime: Infinity }))
  const links = $derived.by(() => {
    const url = live.data?.officeUrl
    return url === undefined ? null : { start: url, people: new URL('/people', url).href }
  })
  return () => links
}
