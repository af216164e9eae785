import { isRecordId, type RecordId } from '@portico/engine/brand'
import { peopleTable } from '@portico/engine/portal/people-table'
import type { Portal } from '@portico/engine/portal/portal'
import type { Calls } from '#lib/calls.ts'
import { nameOfPatient } from '#lib/trail/patient-name.ts'
import type { Person } from '#lib/trail/trail.svelte.ts'

/** The patient a page is about: chosen there, or named by the address that led to it. */
export class AskedPatient {
  patient: Person<RecordId> | null = $state.raw(null)
  #calls: Calls

  constructor(calls: Calls) {
    this.#calls = calls
  }

  /** An address holds a random id and no name; the name is read, as far as one may. */
  async takeFrom(portal: Portal, id: string | null): Promise<void> {
    const table = peopleTable(portal, 'patient')?.id
    if (id === null || !isRecordId(id) || table === undefined || this.patient !== null) return
    const { records } = await this.#calls.records.list.query({ table, ids: [id] })
    const [record] = records
    if (record) this.patient = { id: record.id, name: nameOfPatient(portal, record) }
  }
}
