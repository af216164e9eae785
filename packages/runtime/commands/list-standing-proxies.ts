import type { AccountId, RecordId } from '@portico/engine/brand'
import { ok, type Result } from '@portico/engine/result'
import { standingProxies } from '../postgres/proxy-store.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'
import { namesOfPeople } from './names-of-people.ts'
import { withPower } from './with-power.ts'

/** A role that somebody holds for a patient at this moment. */
export type StandingProxy = {
  readonly account: AccountId
  /** Null where the account has no name of its own. */
  readonly name: string | null
  readonly patient: RecordId
  /** Null when the one who asks may not read patients' names. */
  readonly patientName: string | null
  readonly role: string
  /** The last day on which it holds; null: until somebody ends it. */
  readonly until: string | null
}

/** Who may act for whom, for whoever may grant and end it. */
export const listStandingProxies = (context: Context): Promise<Result<readonly StandingProxy[]>> =>
  attempt(context, { verb: 'list', detail: 'proxies' }, async (caller, live) => {
    const listed = await withPower(
      context,
      { caller, live, power: 'grant-roles', login: 'portico_staff' },
      async (transaction) => ok(await standingProxies(transaction)),
    )
    if (!listed.ok) return listed
    const patients = listed.value.map(({ patient }) => patient)
    const names = await namesOfPeople(context, caller, live, 'patient', patients)
    return ok(
      listed.value.map(({ account, name, patient, role, until }) => ({
        account,
        name: name && context.adapters.macs.openText('account-name', account, name),
        patient,
        patientName: names.get(patient) ?? null,
        role,
        until,
      })),
    )
  })
