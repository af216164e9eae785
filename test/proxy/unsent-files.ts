import type { Practice } from '../practice.ts'

/** A file of this account about this patient that is here and belongs to no record yet. */
export const unsentFile = (practice: Practice, account: string, patient: string) =>
  practice.superuser((client) =>
    client.query(
      `insert into portico.attachment (id, patient, table_id, field, account, file, name, key, type, size, status, created, kept_at)
       values (gen_random_uuid(), $2, 'document-request', 'document', $1, gen_random_uuid(), '', '', 'pdf', 1, 'clean', now(), now())`,
      [account, patient],
    ),
  )
export const unsentFiles = async (practice: Practice, account: string): Promise<number> =>
  practice.superuser(
    async (client) =>
      (await client.query('select 1 from portico.attachment where account = $1', [account])).rowCount ?? 0,
  )
