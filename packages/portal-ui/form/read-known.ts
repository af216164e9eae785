import { peopleTable } from '@portico/engine/portal/people-table'
import { prefilled, prefillNeeds } from '@portico/engine/workflow/prefill'
import type { Typed } from '@portico/engine/workflow/answers'
import { nowMs } from '../call/now.ts'
import { api } from '../call/api.ts'
import { noticeSignedOut } from '../call/client.ts'
import type { FormAnswers } from '../render/form-answers.svelte.ts'
import type { ShownRecord } from '../render/record.ts'
import { session } from '../session/session.svelte.ts'
import { dateIn } from '../words/when.ts'

/** What cannot be read begins blank, whether it is not there or not for her. */
const orNothing = async <Found>(reading: Promise<Found>): Promise<Found | null> => {
  try {
    return await reading
  } catch (error) {
    noticeSignedOut(error)
    return null
  }
}

const patientRead = (table: string, id: string): Promise<ShownRecord | null> =>
  orNothing(api.records.open.query({ table, id }))

/** Of what she asked for like this, the newest; staff ask for that of one patient. */
const lastRead = async (table: string, owner: string, id: string): Promise<ShownRecord | null> => {
  const where = owner.includes('.') ? {} : { where: [{ field: owner, in: [id] }] }
  const page = await orNothing(api.records.list.query({ table, ...where, order: 'newest', size: 1 }))
  return page?.records[0] ?? null
}

/**
 * What a form begins with. Read by the same doors as everything else, in the name of whoever fills in: what a proxy may
 * not read is not there for her.
 */
export const readKnown = async (
  { portal, form, table }: FormAnswers,
  patient: string | null,
): Promise<Typed> => {
  const needs = prefillNeeds(form)
  const id = patient ?? session.signedIn?.actor.patient ?? null
  const owner = table?.patient
  const people = peopleTable(portal, 'patient')?.id
  if (id === null || owner === undefined || people === undefined) return {}
  // Over another record nobody can ask for one patient's: then only she herself knows her last one.
  const isHers = patient === null || !owner.includes('.')
  const [known, last] = await Promise.all([
    needs.patient ? patientRead(people, id) : null,
    needs.last && isHers ? lastRead(form.table, owner, id) : null,
  ])
  const on = { today: dateIn(portal.timezone, nowMs()), zone: portal.timezone }
  return prefilled(portal, form, { patient: known?.cells ?? null, last: last?.cells ?? null }, on)
}
