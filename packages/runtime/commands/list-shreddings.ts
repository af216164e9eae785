import type { AccountId, RecordId } from '@portico/engine/brand'
import { ok, type Result } from '@portico/engine/result'
import { shreddingRows } from '../postgres/shred-store.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'
import { namesOfPeople, namesOfStaff } from './names-of-people.ts'
import { withPower } from './with-power.ts'

export type ShreddingAnswer = {
  readonly patient: RecordId
  /** Null when the one who asks may not read it, or nobody can any more. */
  readonly name: string | null
  readonly askedBy: {
    readonly account: AccountId
    readonly person: RecordId | null
    readonly name: string | null
  } | null
  readonly askedAt: string | null
  readonly heldAt: string | null
  /** When it was done: there is nothing left to do about her. */
  readonly doneAt: string | null
}

/** Patients whose data somebody wants destroyed, whom the law protects from it, or whose data is gone. */
export const listShreddings = (context: Context): Promise<Result<readonly ShreddingAnswer[]>> =>
  attempt(context, { verb: 'list', detail: 'shreddings' }, async (caller, live) => {
    const found = await withPower(
      context,
      { caller, live, power: 'shred', login: 'portico_staff' },
      async (transaction) => ok(await shreddingRows(transaction)),
    )
    if (!found.ok) return found
    const rows = found.value
    const staff = await namesOfStaff(
      context,
      caller,
      live,
      rows.map((row) => row.asked_person),
    )
    const patients = await namesOfPeople(
      context,
      caller,
      live,
      'patient',
      rows.map((row) => row.patient),
    )
    return ok(
      rows.map((row) => ({
        patient: row.patient,
        name: patients.get(row.patient) ?? null,
        askedBy:
          row.asked_by === null
            ? null
            : {
                account: row.asked_by,
                person: row.asked_person,
                name: staff.get(row.asked_person ?? '') ?? null,
              },
        askedAt: row.asked_at,
        heldAt: row.held_at,
        doneAt: row.confirmed_at,
      })),
    )
  })
