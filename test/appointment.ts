import { randomUUID } from 'node:crypto'
import type { Person } from './person.ts'

/** What a patient types who has no time in mind. */
export const anyTime = { days: 'Tuesdays', part_of_day: 'morning', visit_reason: 'A check of the knee' }

export const askForAppointment = (
  person: Person,
  answers: Readonly<Record<string, string>> = anyTime,
  patient?: string,
) =>
  person.api.requests.start.mutate({
    workflow: 'appointment',
    answers,
    key: randomUUID(),
    ...(patient === undefined ? {} : { patient }),
  })

export const advanceAppointment = (
  person: Person,
  id: string,
  transition: string,
  expectedVersion: number,
  answers: Readonly<Record<string, string>> = {},
) =>
  person.api.requests.advance.mutate({
    table: 'appointment',
    id,
    transition,
    answers,
    expectedVersion,
    key: randomUUID(),
  })

/** The times that are still free, soonest first. */
export const freeSlots = async (person: Person): Promise<readonly string[]> =>
  (await person.api.records.choices.query({ table: 'appointment', field: 'slot' })).records.map(
    ({ id }) => id,
  )
