import { randomUUID } from 'node:crypto'
import type { Path, Step } from '@portico/engine/testing/paths'
import type { Workflow } from '@portico/engine/portal/portal'
import { anyTime, freeSlots } from '../appointment.ts'
import { pdfWith, sendFile } from '../attachments/files.ts'
import type { Person } from '../person.ts'
import type { Practice } from '../practice.ts'
import { refillAnswers } from '../refill.ts'
import type { Runs } from '../runs.ts'

/** Who of the template's people takes a step that a role may take. */
const holders: Readonly<Record<string, string>> = {
  patient: 'ada@example.com',
  'front-desk': 'finn@maple.example.com',
  nurse: 'nora@maple.example.com',
  'nurse-lead': 'lena@maple.example.com',
  provider: 'priya@maple.example.com',
}

type Standing = { readonly state: string; readonly version: number; readonly isApplied: boolean }

const standing = (practice: Practice, id: string): Promise<Standing> =>
  practice.superuser(async (client) => {
    const { rows } = await client.query<Standing>(
      'select state, version, plan = applied_plan as "isApplied" from portico.request where id = $1',
      [id],
    )
    if (!rows[0]) throw new Error('There is no such request.')
    return rows[0]
  })

export const untilApplied = (practice: Practice, id: string): Promise<void> =>
  practice.until('the plan is applied', async () => (await standing(practice, id)).isApplied)

/** What the system does is waited for: the clock goes on until it is due. */
async function waitFor(practice: Practice, id: string, { transition, to }: Step): Promise<void> {
  const at = await practice.superuser(
    async (client) =>
      (
        await client.query<{ at: Date }>(
          `select at from portico.deadline where request = $1 and transition = $2 and status = 'armed'`,
          [id, transition],
        )
      ).rows[0]?.at,
  )
  await practice.jumpPast(at?.toISOString() ?? null)
  await practice.until(`it is ${to}`, async () => (await standing(practice, id)).state === to)
}

/** What is typed where a step asks for a field; a time and a file are what they are in life. */
async function answered(practice: Practice, person: Person, table: string, record: string, field: string) {
  if (field === 'slot') return (await freeSlots(person))[0] ?? ''
  if (field !== 'file') return 'Fine'
  const { id } = await sendFile(person, pdfWith('A form'), { table, field, record, name: 'form.pdf' })
  await practice.until('the file is checked', async () =>
    practice.superuser(
      async (client) =>
        (await client.query(`select 1 from portico.attachment where id = $1 and status = 'clean'`, [id]))
          .rowCount === 1,
    ),
  )
  return id
}

async function take(practice: Practice, { workflow }: Walk, id: string, step: Step): Promise<void> {
  const { by = [], asks = [] } = workflow.transitions[step.transition] ?? {}
  const email = by.map((role) => holders[role]).find((holder) => holder !== undefined)
  if (email === undefined) return waitFor(practice, id, step)
  const person = await practice.as(email)
  const answers: Record<string, string> = {}
  for (const field of asks) answers[field] = await answered(practice, person, workflow.table, id, field)
  await person.api.requests.advance.mutate({
    table: workflow.table,
    id,
    transition: step.transition,
    answers,
    expectedVersion: (await standing(practice, id)).version,
    key: randomUUID(),
  })
}

/** A way through one of the template's workflows. */
export type Walk = { readonly id: string; readonly workflow: Workflow; readonly path: Path }

/** What the one who begins types: a time only where the practice is to take the one that was chosen. */
async function beginning(person: Person, { id, path }: Walk): Promise<Readonly<Record<string, string>>> {
  if (id === 'refill') return refillAnswers
  if (id !== 'appointment') return { what: 'The form about a new address' }
  if (path[0]?.transition !== 'accept') return anyTime
  return { slot: (await freeSlots(person))[0] ?? '', visit_reason: anyTime.visit_reason }
}

async function start(practice: Practice, walk: Walk): Promise<string> {
  const isPatients = walk.workflow.start.by.includes('patient')
  const person = await practice.as(isPatients ? 'ada@example.com' : 'finn@maple.example.com')
  const patient = isPatients
    ? undefined
    : (await person.api.records.find.query({ table: 'patient', words: 'Ada Lind' })).records[0]?.id
  const { id } = await person.api.requests.start.mutate({
    workflow: walk.id,
    answers: await beginning(person, walk),
    key: randomUUID(),
    ...(patient === undefined ? {} : { patient }),
  })
  return id
}

/** Takes a request along one path, each step after the run has done what the one before asked for. */
export async function walkPath(
  practice: Practice,
  runs: Runs,
  walk: Walk,
  between: (id: string) => Promise<void> = (id) => untilApplied(practice, id),
): Promise<string> {
  const id = await start(practice, walk)
  for (const step of walk.path) {
    await between(id)
    await take(practice, walk, id, step)
  }
  await practice.until('the run is over', async () => (await runs.of(id)).includes('COMPLETED'))
  return id
}
