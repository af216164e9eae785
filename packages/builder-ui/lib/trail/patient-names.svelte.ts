import { SvelteMap } from 'svelte/reactivity'
import { isRecordId } from '@portico/engine/brand'
import { peopleTable } from '@portico/engine/portal/people-table'
import type { Portal } from '@portico/engine/portal/portal'
import type { Calls } from '#lib/calls.ts'
import { nameOfPatient } from './patient-name.ts'

const idsAtOnce = 100

/** Names of the patients in the trail. Looking them up is a read like any other, so it is done only on request. */
export class PatientNames {
  readonly all = new SvelteMap<string, string>()
  /** Whether the names could not be had. */
  failed = $state(false)
  #calls: Calls

  constructor(calls: Calls) {
    this.#calls = calls
  }

  know(id: string, name: string): void {
    this.all.set(id, name)
  }

  async ask(portal: Portal, patients: readonly string[]): Promise<void> {
    const table = peopleTable(portal, 'patient')?.id
    const ids = patients
      .filter((id) => !this.all.has(id))
      .filter(isRecordId)
      .slice(0, idsAtOnce)
    if (table === undefined || ids.length === 0) return
    try {
      const { records } = await this.#calls.records.list.query({ table, ids, size: idsAtOnce })
      for (const record of records) this.all.set(record.id, nameOfPatient(portal, record))
      this.failed = false
    } catch {
      this.failed = true
    }
  }
}
