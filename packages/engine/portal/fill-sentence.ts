import { fieldName, listed, roleName } from './name.ts'
import { mayEver } from './grants.ts'
import type { Fill } from './fills.ts'
import { recordsName } from './plural.ts'
import type { Portal } from './portal.ts'

/** What becomes of the values of a field whose kind changes. */
export type Judged = {
  readonly converts: number
  readonly fails: number
  /** Of patients whose keys were destroyed: nobody can read these any more. */
  readonly gone: number
  /** Whether all of them were looked at in time. */
  readonly isAll: boolean
}

const figure = new Intl.NumberFormat('en-US')
const values = (count: number): string => `${figure.format(count)} ${count === 1 ? 'value' : 'values'}`

const failing = (fails: number, source: string): string => {
  if (fails === 0) return 'All of them do.'
  const stay = fails === 1 ? 'does not and stays' : 'do not and stay'
  return `${values(fails)} ${stay} in ${source} alone.`
}

const kept = (source: string): string => `${source} keeps everything it holds, so that one can go back.`

/** What publishing takes over into a new field: "912 values of *Dose (before)* convert. 3 values do not …"; null where how many may not be told. */
export const fillSentence = (
  portal: Portal,
  fill: Pick<Fill, 'table' | 'field' | 'source'>,
  judged: Judged | null,
): string => {
  const source = fieldName(portal, fill.table, fill.source)
  const name = `${fieldName(portal, fill.table, fill.field)} of ${recordsName(portal, fill.table)}`
  if (judged === null)
    return `${name} is filled from ${source} with every value that fits. How many do, only somebody who may read ${source} of every record is told. ${kept(source)}`
  if (judged.converts + judged.fails === 0 && judged.isAll)
    return `${name} takes over the values of ${source}, which has none yet.`
  const some = judged.isAll ? '' : 'at least '
  const total = judged.converts + judged.fails
  const gone = judged.gone === 0 ? '' : ` ${values(judged.gone)} of destroyed keys stay unreadable.`
  return `${name} is filled from ${source}: of ${some}${values(total)}, ${judged.converts === 0 ? 'none converts' : `${figure.format(judged.converts)} ${judged.converts === 1 ? 'converts' : 'convert'}`}. ${failing(judged.fails, source)}${gone} ${kept(source)}`
}

/** Who could look at values that she herself may not see, by their roles; null where nobody may. */
export const whoMayLook = (portal: Portal, table: string, field: string): string | null => {
  const roles = Object.entries(portal.roles).filter(
    ([id, { audience }]) => audience === 'staff' && mayEver(portal, id, 'read', table, field),
  )
  return roles.length === 0
    ? null
    : listed(
        roles.map(([id]) => roleName(portal, id)),
        'or',
      )
}
