import type { Change } from '@portico/engine/portal/change'
import { plain } from './as-somebody.ts'

const marks = ({ widens, losesData, touchesOpenRequests }: Change): string =>
  [
    ...(widens ? ['WIDER ACCESS'] : []),
    ...(losesData ? ['OUT OF REACH'] : []),
    ...(touchesOpenRequests ? ['OPEN REQUESTS'] : []),
  ].join(', ')

/** Changes as the review tells them, each with what a reader must not miss before it. */
export const changeLines = (
  changes: readonly (Change & { readonly reach?: string | null })[],
): readonly string[] =>
  changes.map((change) => {
    const marked = marks(change)
    const reach = change.reach ? ` ${change.reach}` : ''
    return `  ${marked === '' ? '' : `[${marked}] `}${plain(`${change.sentence}${reach}`)}`
  })

export const wideningNote = (changes: readonly Change[]): readonly string[] =>
  changes.some(({ widens }) => widens)
    ? ['Wider access waits for a second person when this is published.']
    : []
