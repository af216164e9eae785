import { listed, tableName } from './name.ts'
import { own } from './own.ts'
import type { Portal } from './portal.ts'

/** What publishing does to one table. */
export type TablePlan = {
  readonly table: string
  readonly isNew: boolean
  /** How many of its fields are new; a column may also be only Portico's own. */
  readonly fields: number
  readonly columns: number
  readonly indexes: number
  /** References that are held to records of another table from then on. */
  readonly references: number
  readonly records: number
  /** Columns for which every record is written anew. */
  readonly rewritings: number
  /** Whether everything that is there is filled in from another table. */
  readonly isFilled: boolean
  /** Fields that take over values of others, a few records at a time. */
  readonly takenOver: number
  /** References by which one record at a time may lead to another, from then on. */
  readonly onces: number
}

/** What publishing does to the tables, and how long people wait for it. */
export type StructurePlan = {
  readonly tables: readonly TablePlan[]
  /** How long the last switch took, where there was one. */
  readonly lastHeldMs: number | null
}

/** On a machine that is rather slow: how many records are written anew, or looked at, in a millisecond. */
const writtenInMs = 50
const readInMs = 300
/** What a lock costs that is there at once. */
const lockMs = 5
const switchMs = 300

const rounded = (ms: number): number => Math.ceil(ms / 10) * 10

/** How long nobody can work on a table, by what has to be written or read meanwhile. */
export const heldMsOf = ({ isNew, columns, references, records, rewritings }: TablePlan): number =>
  isNew ? 0 : rounded((columns + references) * lockMs + (rewritings * records) / writtenInMs)

/** How long everybody waits for the switch. */
export const switchMsOf = ({ tables, lastHeldMs }: StructurePlan): number =>
  rounded(
    (lastHeldMs ?? switchMs) +
      tables.reduce((sum, { onces, records }) => sum + (onces * records) / readInMs, 0),
  )

const figure = new Intl.NumberFormat('en-US')
const counted = (count: number, one: string, many: string): string =>
  `${figure.format(count)} ${count === 1 ? one : many}`

/** To a tenth of a second, and never none: people wait for everything a little. */
const time = (ms: number): string => `${(Math.ceil(Math.max(ms, 1) / 100) / 10).toFixed(1)} s`

/** A machine that is busy takes several times as long as a calm one: a figure alone would be a promise nobody can keep. */
const busyTimes = 5
const busyMs = 500
const between = (ms: number): string =>
  `${time(ms).replace(' s', '')} to ${time(Math.max(ms * busyTimes, busyMs))}`

/** What people know of it: room for fields. That it is found faster or held to other tables shows nowhere. */
const gains = ({ fields, onces }: TablePlan): readonly string[] => [
  ...(fields > 0 ? [`room for ${counted(fields, 'new field', 'new fields')}`] : []),
  ...(onces > 0
    ? [counted(onces, 'rule that nothing is taken twice', 'rules that nothing is taken twice')]
    : []),
]

const tableSentence = (portal: Portal, plan: TablePlan): string => {
  const name = tableName(portal, plan.table)
  const gained = gains(plan)
  if (plan.isNew) return `${name} is made, with ${listed(gained.length > 0 ? gained : ['no field yet'])}.`
  const gets = gained.length > 0 ? `${name} gets ${listed(gained)}.` : `${name} is made ready.`
  if (plan.records === 0) return `${gets} It has no record yet.`
  const written = plan.rewritings > 0 || plan.isFilled
  const records = counted(plan.records, 'record', 'records')
  const touched =
    plan.takenOver > 0
      ? `Its ${records} ${plan.records === 1 ? 'is' : 'are'} filled a few at a time, while everybody works.`
      : written
        ? `Its ${records} ${plan.records === 1 ? 'is' : 'are'} written anew with the same values.`
        : `Its ${records} ${plan.records === 1 ? 'is' : 'are'} not touched.`
  const held = heldMsOf(plan)
  return held === 0
    ? `${gets} ${touched} Nobody waits for it.`
    : `${gets} ${touched} Work on it waits for ${between(held)}.`
}

/** The plan as an office manager reads it, table by table, and what the switch costs everybody. */
export const planSentences = (portal: Portal, plan: StructurePlan): readonly string[] => {
  const held = `people wait for ${between(switchMsOf(plan))}.`
  return plan.tables.length === 0
    ? [`No table changes. Permissions, views and rules change for everybody at once; ${held}`]
    : [
        ...plan.tables.map((table) => tableSentence(portal, table)),
        `Then permissions, views and rules change for everybody at once; ${held}`,
      ]
}

/** What is kept, so that one can go back. */
export const keptSentence = (version: number): string =>
  `Nothing is dropped or written over: every table keeps its columns and values, and version ${version} is kept to go back to.`

const seconds = (ms: number): string => `${(Math.max(ms, 100) / 1000).toFixed(1)} s`

/** How many fields a portal has that the one before had not. */
export const newFieldsOf = (before: Portal, after: Portal): number =>
  Object.entries(after.tables)
    .flatMap(([table, { fields }]) => Object.keys(fields).map((field) => [table, field] as const))
    .filter(([table, field]) => own(own(before.tables, table)?.fields, field) === undefined).length

/** "Portico made room for 11 new fields in 2.1 s; people waited for 0.3 s." */
export const tookSentence = (
  tables: number | null,
  tookMs: number | null,
  heldMs: number | null,
  newFields = 0,
): string | null => {
  if (tables === null || tookMs === null) return null
  const changed =
    newFields > 0
      ? `Portico made room for ${counted(newFields, 'new field', 'new fields')} in ${seconds(tookMs)}`
      : `${tables === 0 ? 'No table changed' : `${counted(tables, 'table', 'tables')} changed`}; it took ${seconds(tookMs)}`
  return `${changed}${heldMs === null ? '' : `${newFields > 0 ? '; ' : ', and '}people waited for ${time(heldMs)}`}.`
}
