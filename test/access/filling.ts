import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { RecordId } from '@portico/engine/brand'
import { isRecordId } from '@portico/engine/brand'
import { apply } from '@portico/engine/portal/apply'
import { fieldOfKind } from '@portico/engine/portal/change-kind'
import { goingBack } from '@portico/engine/portal/going-back'
import type { Portal } from '@portico/engine/portal/portal'
import { hashOf } from '../../packages/runtime/commands/open-practice.ts'
import { fillingOf, type Filler } from '../../packages/runtime/postgres/fill-fields.ts'
import { publish } from '../../packages/runtime/postgres/publish.ts'
import type { Environment } from './environment.ts'
import { killedAfter, type Clinic } from './going-live.ts'
import { openedAt, sealedAt } from './stored-values.ts'
import { portalWith, reading } from './visit-portal.ts'

const dose = { kind: 'text', class: 'clinical', label: { en: 'Dose' } } as const
const table = 'visit'

const before = (): Portal => {
  const { tables } = portalWith({})
  const visit = tables[table] ?? { fields: {} }
  return portalWith({
    tables: { visit: { ...visit, fields: { ...visit.fields, dose } } },
    permissions: [reading(['patient', 'colour', 'dose'])],
  })
}

/** The dose as a number from now on, as the builder makes it. */
const after = (): Portal => {
  const made = apply(before(), {
    ...{ kind: 'change-kind', table, field: 'dose', into: 'dose_2' },
    as: fieldOfKind('dose', dose, { kind: 'number' }),
  })
  if (!made.ok) throw new Error(made.refusal.map(({ sentence }) => sentence).join(' '))
  return made.value.portal
}

/** Visits and what is sealed in them, past every rule. */
class Visits {
  readonly #environment: Environment
  constructor(environment: Environment) {
    this.#environment = environment
  }

  async sealed(record: string, patient: string, field: string, value: string | number): Promise<string> {
    const sealed = await sealedAt(this.#environment, { table, field, record }, patient, value)
    return `'\\x${sealed.toString('hex')}'`
  }

  async add(patient: string, value: string): Promise<RecordId> {
    const id = randomUUID()
    if (!isRecordId(id)) throw new Error('A record’s id is a random one.')
    await this.#pool.query(
      `insert into data.visit (id, patient, dose) values ('${id}', '${patient}', ${await this.sealed(id, patient, 'dose', value)})`,
    )
    return id
  }

  async change(record: string, patient: string, field: string, value: string | number): Promise<void> {
    const sealed = await this.sealed(record, patient, field, value)
    await this.#pool.query(`update data.visit set ${field} = ${sealed} where id = '${record}'`)
  }

  /** What a field of these holds, opened; null for nothing. */
  async held(field: string, records: readonly string[]): Promise<readonly unknown[]> {
    const { rows } = await this.#pool.query<{ id: string; value: Buffer | null }>(
      `select id, ${field} as value from data.visit where id = any ($1)`,
      [records],
    )
    return Promise.all(
      records.map(async (record) => {
        const value = rows.find(({ id }) => id === record)?.value
        return value ? openedAt(this.#environment, { table, field, record }, value) : null
      }),
    )
  }

  get #pool() {
    return this.#environment.database.pool('portico_publisher')
  }
}

/** Publishes with somebody at work on a record just when it was read. */
const publishedWhile = async (
  environment: Environment,
  portal: Portal,
  work: () => Promise<void>,
): Promise<void> => {
  let isDone = false
  const filler: Filler = async (...asked) => {
    const filled = await environment.filler(...asked)
    if (!isDone) await work()
    isDone = true
    return filled
  }
  const publishing = {
    id: randomUUID(),
    portal,
    body: JSON.stringify(portal),
    hash: hashOf(portal),
    reason: 'For a test',
    filler,
  }
  const published = await publish(environment.database.pool('portico_publisher'), publishing, null)
  expect(published).toMatchObject({ ok: true })
}

const backAndForth = (clinic: Clinic): void => {
  test('a field of another kind is filled with what converts, sealed for it; and the way back and forth loses nothing', async () => {
    const { environment, ann, bob } = clinic
    await environment.publish(before())
    await clinic.settle()
    const visits = new Visits(environment)
    const all = [
      await visits.add(ann, '5'),
      await visits.add(ann, ' 7,5 '),
      await visits.add(bob, 'about 5'),
      await visits.add(bob, '1'),
    ]
    const [first = '', , third = '', last = ''] = all
    await publishedWhile(environment, after(), () => visits.change(last, bob, 'dose', '9'))
    expect(await visits.held('dose_2', all)).toEqual([5, 7.5, null, 9])
    expect(await visits.held('dose', all)).toEqual(['5', ' 7,5 ', 'about 5', '9'])
    const { rows } = await environment.superuser.query(
      `select verb, table_id, fields, records from portico.entry where detail = 'filled'`,
    )
    expect(rows).toEqual([{ verb: 'publish', table_id: table, fields: ['dose', 'dose_2'], records: [] }])

    await visits.change(first, ann, 'dose_2', 6)
    await environment.publish(goingBack(after(), before(), []).portal, clinic.session)
    expect(await visits.held('dose', all)).toEqual(['5', ' 7,5 ', 'about 5', '9'])
    await visits.change(third, bob, 'dose', '4')
    await environment.publish(after(), clinic.session)
    expect(await visits.held('dose_2', all)).toEqual([6, 7.5, 4, 9])
    expect(await visits.held('dose', all)).toEqual(['5', ' 7,5 ', '4', '9'])
  })
}

const killed = (clinic: Clinic): void => {
  test('a publishing that is killed while it fills is finished by the next one, with every value', async () => {
    const { environment, ann } = clinic
    await environment.publish(before())
    await clinic.settle()
    const visits = new Visits(environment)
    const added = await Promise.all(Array.from({ length: 1500 }, (_, at) => visits.add(ann, String(at))))
    const live = await environment.hash()
    const filled = async (): Promise<number> => {
      const { rows } = await environment.superuser.query<{ count: number }>(
        `select count(*)::int as count from data.visit where "_filled.dose_2" is not null`,
      )
      return rows[0]?.count ?? 0
    }
    await killedAfter(environment, after(), async () => {
      await expect.poll(() => filled().catch(() => 0), { interval: 5, timeout: 20_000 }).toBeGreaterThan(0)
    })
    const half = await filled()
    expect(half).toBeLessThan(1500)
    expect(await environment.hash()).toBe(live)
    await environment.publish(after(), clinic.session)
    expect(await visits.held('dose_2', added)).toEqual(added.map((_, at) => at))
    expect((await fillingOf(environment.database.pool('portico_publisher'), after())).fills).toEqual([])
    console.log(JSON.stringify({ killedAfter: half }))
  }, 60_000)
}

const ofShredded = (clinic: Clinic): void => {
  test('a fill that seals passes over whoever was shredded, before it or in the midst of it', async () => {
    const { environment, ann } = clinic
    await environment.publish(portalWith({}))
    await clinic.settle()
    const pool = environment.database.pool('portico_publisher')
    const [gone, going] = [randomUUID(), randomUUID()]
    const destroy = (patient: string) =>
      environment.superuser.query('select portico.destroy_keys($1)', [patient])
    await pool.query('insert into data.patient (id) values ($1), ($2)', [gone, going])
    const visits = [ann, gone, going].map((patient) => ({ id: randomUUID(), patient }))
    for (const { id, patient } of visits)
      await pool.query(`insert into data.visit (id, patient, colour) values ($1, $2, 'Blue')`, [id, patient])
    await destroy(gone)
    const made = apply(portalWith({}), {
      ...{ kind: 'change-kind', table, field: 'colour', into: 'colour_2' },
      as: { kind: 'text', class: 'clinical', search: 'words' },
    })
    if (!made.ok) throw new Error('A text can be kept more private.')
    await publishedWhile(environment, made.value.portal, async () => {
      await destroy(going)
    })
    const { rows } = await pool.query<{ patient: string; sealed: boolean; found: boolean }>(
      `select patient, colour_2 is not null as sealed, "_find.colour_2" is not null as found from data.visit where id = any ($1)`,
      [visits.map(({ id }) => id)],
    )
    expect(new Map(rows.map(({ patient, sealed, found }) => [patient, [sealed, found]]))).toEqual(
      new Map([
        [ann, [true, true]],
        [gone, [false, false]],
        [going, [false, false]],
      ]),
    )
  })
}

/** What happens to values when their field becomes one of another kind. */
export const filling = (clinic: Clinic): void => {
  backAndForth(clinic)
  ofShredded(clinic)
  killed(clinic)
}
