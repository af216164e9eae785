import { randomUUID } from 'node:crypto'
import type { Client } from 'pg'
import { anyTime, askForAppointment, freeSlots } from '../appointment.ts'
import type { Person } from '../person.ts'

/** An appointment of every patient, with a time and without; and only as many times as make a matrix, not a calendar. */
export const makeAppointments = async (patients: readonly Person[], superuser: Client): Promise<void> => {
  await superuser.query(
    'delete from data.slot where id not in (select id from data.slot order by starts desc limit 6)',
  )
  for (const [at, patient] of patients.entries()) {
    const slot = (await freeSlots(patient))[0] ?? ''
    await askForAppointment(patient, at % 2 === 0 ? { slot, visit_reason: 'A check' } : anyTime)
  }
}

/** Records that some patients asked for, and a form that the front desk asked of one of its own. */
export const makeDocuments = async (
  patients: readonly Person[],
  desk: Person,
  ofDesk: string,
): Promise<void> => {
  const start = (person: Person, workflow: string, answers: Record<string, string>, more = {}) =>
    person.api.requests.start.mutate({ workflow, answers, key: randomUUID(), ...more })
  for (const patient of patients) await start(patient, 'records-request', { what: 'All letters' })
  await start(desk, 'form-request', { what: 'A form', how: 'Sign it' }, { patient: ofDesk })
}
