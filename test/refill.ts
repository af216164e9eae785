import { randomUUID } from 'node:crypto'
import type { Person } from './person.ts'

/** What a patient types into the refill form. */
export const refillAnswers = {
  medication: 'Lisinopril',
  dose: '10 mg',
  days_left: '3',
  pharmacy: 'main-street',
  reason: 'Running out soon',
}

export const startRefill = (person: Person, answers: Readonly<Record<string, string>> = refillAnswers) =>
  person.api.requests.start.mutate({ workflow: 'refill', answers, key: randomUUID() })

export const advanceRefill = (
  person: Person,
  id: string,
  transition: string,
  expectedVersion: number,
  answers: Readonly<Record<string, string>> = {},
  key: string = randomUUID(),
) => person.api.requests.advance.mutate({ table: 'refill', id, transition, answers, expectedVersion, key })
