import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { readFolder } from '../../packages/runtime/files/portal-folder.ts'
import { openKeyRing } from '../../packages/runtime/keys/key-ring.ts'
import { localFile } from '../../packages/runtime/keys/key-source.ts'
import { seal } from '../../packages/runtime/keys/sealed-value.ts'
import { openKeyStore } from '../../packages/runtime/postgres/key-store.ts'
import { openDatabase } from '../../packages/runtime/postgres/database.ts'
import { Environment } from '../access/environment.ts'
import type { Practice } from '../practice.ts'
import { freshDatabase, servers } from '../servers.ts'
import { atOnce } from './load.ts'
import { patientCount, visits, withVisits, type Visit } from './visits.ts'

const batch = 2000
const ada = '20000000-0000-4000-8000-000000000001'
export const east = '10000000-0000-4000-8000-000000000001'

export type Filled = {
  readonly bareUrl: string
  readonly patient: string
  readonly own: string
  /** One for each of those who ask at once. */
  readonly ofEast: readonly string[]
}

/** Publishes the table of visits and fills it, in Portico as it would have come, and beside it as bare rows. */
export async function fill(practice: Practice): Promise<Filled> {
  const template = new URL('../../templates/family-practice', import.meta.url).pathname
  const { portal } = await readFolder(template)
  if (!portal) throw new Error('The template cannot be read.')
  const environment = await Environment.of(practice.databaseUrl)
  await environment.publish(withVisits(portal))
  const bareUrl = await freshDatabase()
  const bare = new Client({ connectionString: bareUrl })
  await bare.connect()
  await bare.query(bareTables)
  const client = environment.superuser
  // Loaded, not asked for: no trigger takes a step of it for somebody's change.
  await client.query('set session_replication_role = replica')
  const people = await fillPeople(client)
  const sealing = openKeyRing(
    localFile(servers().keyFile),
    openKeyStore(
      openDatabase(practice.databaseUrl, localFile(servers().keyFile).logins).pool('portico_keys'),
    ),
  )
  let rows: Visit[] = []
  let own = ''
  const ofEast: string[] = []
  const flush = async (): Promise<void> => {
    await Promise.all([insertVisits(client, rows, sealing), insertBare(bare, rows)])
    rows = []
  }
  for (const visit of visits(people)) {
    if (visit.patient === ada) own = visit.id
    if (visit.location === east && ofEast.length < atOnce) ofEast.push(visit.id)
    rows.push(visit)
    if (rows.length === batch) await flush()
  }
  await flush()
  await client.query('set session_replication_role = origin')
  await client.query('analyze')
  await bare.query('analyze')
  await bare.end()
  return { bareUrl, patient: ada, own, ofEast }
}

const bareTables = `create table visit (id uuid primary key, patient uuid not null, location uuid not null, staff uuid, title text, kind text,
  priority text, channel text, wanted_on date, triage int, seen boolean, symptoms text, internal_note text, state text not null,
  created timestamptz not null default now());
create index on visit (patient, created desc, id); create index on visit (location, created desc, id);
create table audit (id bigint generated always as identity primary key, visit uuid not null, what text not null, before text, at timestamptz not null default now())`

async function fillPeople(client: Client) {
  const names = ['North', 'South', 'Mill', 'Hill']
  const more = names.map((name) => ({ id: randomUUID(), name }))
  for (const { id, name } of more)
    await client.query('insert into data.location (id, name) values ($1, $2)', [id, name])
  const patients = Array.from({ length: patientCount - 1 }, () => randomUUID())
  const locations = [east, ...more.map(({ id }) => id)]
  await client.query(
    `insert into data.patient (id, location) select id, ($2::uuid[])[1 + place % array_length($2::uuid[], 1)]
     from unnest($1::uuid[]) with ordinality u (id, place)`,
    [patients, locations],
  )
  const { rows } = await client.query<{ id: string }>('select id from data.staff')
  return { patients: [ada, ...patients], locations, staff: rows.map(({ id }) => id) }
}

type Sealing = ReturnType<typeof openKeyRing>

export async function insertVisits(client: Client, rows: readonly Visit[], ring: Sealing): Promise<void> {
  const sealed = await Promise.all(
    rows.map(async ({ symptoms, internal_note, ...visit }) => {
      const key = await ring.keyFor(visit.patient)
      const at = (field: string) => ({ table: 'visit', field, record: visit.id })
      return {
        ...visit,
        symptoms: seal(symptoms, at('symptoms'), key).toString('hex'),
        internal_note: seal(internal_note, at('internal_note'), key).toString('hex'),
      }
    }),
  )
  const given = [JSON.stringify(sealed)]
  const from = `from jsonb_to_recordset($1::jsonb) v (id uuid, patient uuid, location uuid, staff uuid, title text, kind text, priority text, channel text,
    wanted_on date, triage numeric, seen boolean, symptoms text, internal_note text, "secondsAgo" int)`
  await client.query(
    `insert into data.visit (id, "_created", patient, location, staff, title, kind, priority, channel, wanted_on, triage, seen, symptoms, internal_note, "_state", "_version", "_pinned")
     select id, now() - "secondsAgo" * interval '1 second', patient, location, staff, title, kind, priority, channel, wanted_on, triage, seen,
       decode(symptoms, 'hex'), decode(internal_note, 'hex'), 'done', 3, l.version ${from} cross join portico.live l`,
    given,
  )
  await client.query(
    `insert into portico.request (id, table_id, workflow, pinned, state, version, plan, applied_plan, ended_at, created)
     select v.id, 'visit', 'visit', l.version, 'done', 3, 3, 3, now(), now() - "secondsAgo" * interval '1 second' ${from} cross join portico.live l`,
    given,
  )
}

async function insertBare(client: Client, rows: readonly Visit[]): Promise<void> {
  await client.query(
    `insert into visit (id, patient, location, staff, title, kind, priority, channel, wanted_on, triage, seen, symptoms, internal_note, state, created)
     select id, patient, location, staff, title, kind, priority, channel, wanted_on, triage, seen, symptoms, internal_note, 'done', now() - "secondsAgo" * interval '1 second'
     from jsonb_to_recordset($1::jsonb) v (id uuid, patient uuid, location uuid, staff uuid, title text, kind text, priority text, channel text,
       wanted_on date, triage int, seen boolean, symptoms text, internal_note text, "secondsAgo" int)`,
    [JSON.stringify(rows)],
  )
}
