import type { Change } from '@portico/engine/portal/change'
import { plain } from './as-somebody.ts'

const marks = ({ widens, losesData, touchesOpenRequests }: Change): string =>
  [
    ...(widens ? ['WIDER ACCESS'] : []),
    ...(losesData ? ['OUT OF REACH'] : []),
    ...(touchesOpenRequests ? ['OPEN REQUESTS'] : []),
  ].join(', ')

/** What a review counted; an import counts nothing. */
type Counted = {
  readonly reach?: string | null
  readonly values?: string | null
  readonly requests?: string | null
}

/** Changes as the review tells them, each with what a reader must not miss before it. */
export const changeLines = (changes: readonly (Change & Counted)[]): readonly string[] =>
  changes.map((change) => {
    const marked = marks(change)
    const { sentence, reach, values, requests } = change
    const said = [sentence, reach, values, requests].filter((one) => one).join(' ')
    return `  ${marked === '' ? '' : `[${marked}] `}${plain(said)}`
  })

export const wideningNote = (changes: readonly Change[]): readonly string[] =>
  changes.some(({ widens }) => widens)
    ? ['Wider access waits for a second person when this is published.']
    : []
