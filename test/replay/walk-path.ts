import { randomUUID } from 'node:crypto'
import type { Path, Step } from '@portico/engine/workflow/paths'
import type { Workflow } from '@portico/engine/portal/portal'
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

async function take(practice: Practice, workflow: Workflow, id: string, step: Step): Promise<void> {
  const { by = [], asks = [] } = workflow.transitions[step.transition] ?? {}
  const email = by.map((role) => holders[role]).find((holder) => holder !== undefined)
  if (email === undefined) return waitFor(practice, id, step)
  const person = await practice.as(email)
  await person.api.requests.advance.mutate({
    table: workflow.table,
    id,
    transition: step.transition,
    answers: Object.fromEntries(asks.map((field) => [field, 'Fine'])),
    expectedVersion: (await standing(practice, id)).version,
    key: randomUUID(),
  })
}

/** Takes a refill along one path, each step after the run has done what the one before asked for. */
export async function walkPath(
  practice: Practice,
  runs: Runs,
  workflow: Workflow,
  path: Path,
  between: (id: string) => Promise<void> = (id) => untilApplied(practice, id),
): Promise<string> {
  const ada = await practice.as('ada@example.com')
  const { id } = await ada.api.requests.start.mutate({
    workflow: 'refill',
    answers: refillAnswers,
    key: randomUUID(),
  })
  for (const step of path) {
    await between(id)
    await take(practice, workflow, id, step)
  }
  await practice.until('the run is over', async () => (await runs.of(id)).includes('COMPLETED'))
  return id
}
