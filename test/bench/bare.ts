// What nothing but Node and `pg` could do on this machine: named prepared statements, a table of tokens in memory, no
// session, no encryption, no audit of reads. Portico is measured against it, side by side.
import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import { json } from 'node:stream/consumers'
import pg from 'pg'
import { z } from 'zod'

const { DATABASE_URL = '', PATIENT = '', LOCATION = '', BARE_PORT = '' } = process.env
const pool = new pg.Pool({ connectionString: DATABASE_URL, max: 10 })
const forPatient = 'id, patient, location, title, kind, priority, channel, wanted_on, symptoms, state'
const forDesk = `${forPatient}, staff, seen`

const list = async (columns: string, owner: string, value: string): Promise<unknown> =>
  (
    await pool.query({
      name: `list-${owner}`,
      text: `select ${columns} from visit where ${owner} = $1 order by created desc, id limit 50`,
      values: [value],
    })
  ).rows

const one = async (columns: string, owner: string, value: string, id: string): Promise<unknown> =>
  (
    await pool.query({
      name: `one-${owner}`,
      text: `select ${columns} from visit where id = $1 and ${owner} = $2`,
      values: [id, value],
    })
  ).rows[0]

const inTransaction = async <T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> => {
  const client = await pool.connect()
  try {
    await client.query('begin')
    const value = await work(client)
    await client.query('commit')
    return value
  } finally {
    client.release()
  }
}

const create = (typed: Readonly<Record<string, string>>): Promise<unknown> =>
  inTransaction(async (client) => {
    const id = randomUUID()
    await client.query({
      name: 'create',
      text: 'insert into visit (id, patient, location, title, kind, wanted_on, symptoms, state) values ($1, $2, $3, $4, $5, $6, $7, $8)',
      values: [
        id,
        PATIENT,
        LOCATION,
        typed['title'],
        typed['kind'],
        typed['wanted_on'],
        typed['symptoms'],
        'submitted',
      ],
    })
    await client.query({
      name: 'audit',
      text: 'insert into audit (visit, what, before) values ($1, $2, $3)',
      values: [id, 'create', null],
    })
    return { id }
  })

const change = (id: string, state: string, priority: string): Promise<unknown> =>
  inTransaction(async (client) => {
    const { rows } = await client.query<{ state: string }>({
      name: 'lock',
      text: 'select state from visit where id = $1 and location = $2 for update',
      values: [id, LOCATION],
    })
    await client.query({
      name: 'change',
      text: 'update visit set state = $2, priority = $3 where id = $1',
      values: [id, state, priority],
    })
    await client.query({
      name: 'audit',
      text: 'insert into audit (visit, what, before) values ($1, $2, $3)',
      values: [id, state, rows[0]?.state],
    })
    return { id, state }
  })

const bodyOf = async (call: IncomingMessage): Promise<Readonly<Record<string, string>>> =>
  z.record(z.string(), z.string()).parse(await json(call))

const answer = async (call: IncomingMessage): Promise<unknown> => {
  const [, who, what, id = ''] = (call.url ?? '').split('/')
  const [columns, owner, value] =
    who === 'patient' ? [forPatient, 'patient', PATIENT] : [forDesk, 'location', LOCATION]
  if (what === 'list') return list(columns, owner, value)
  if (what === 'one') return one(columns, owner, value, id)
  const typed = await bodyOf(call)
  return what === 'create' ? create(typed) : change(id, typed['state'] ?? '', typed['priority'] ?? '')
}

createServer((call, response) => {
  answer(call).then(
    (value) => {
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify(value))
    },
    () => {
      response.statusCode = 500
      response.end()
    },
  )
}).listen(Number(BARE_PORT), '127.0.0.1')
