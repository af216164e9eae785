import { afterAll, beforeAll, expect, test } from 'vitest'
import { askForAppointment, freeSlots } from '../appointment.ts'
import { Practice } from '../practice.ts'
import { refusalOf, type Person } from '../person.ts'

const bookings = 1000
const wanted = 50
const patients = ['ada', 'rosa', 'ben', 'mei', 'tomas', 'grace', 'victor', 'yuki', 'carla']

let practice: Practice
beforeAll(async () => {
  practice = await Practice.open({ works: false })
}, 120_000)
afterAll(async () => {
  await practice[Symbol.asyncDispose]()
})

type Outcome = { readonly slot: string; readonly took: number; readonly answer: string }

/** What one booking came to, and how long she waited for the answer. */
const booked = async (person: Person, slot: string): Promise<Outcome> => {
  const begun = performance.now()
  const answers = { slot, visit_reason: 'A check' }
  const call = askForAppointment(person, answers)
  const answer = await call.then(
    ({ state }) => state,
    async () => JSON.stringify(await refusalOf(call)),
  )
  return { slot, took: performance.now() - begun, answer }
}

test(`of ${bookings} bookings of ${wanted} times sent at once, each time goes to one, and everybody else is told`, async () => {
  const people = await Promise.all(patients.map((name) => practice.as(`${name}@example.com`)))
  const [first] = people
  if (!first) throw new Error('There are patients.')
  const slots = (await freeSlots(first)).slice(0, wanted)
  expect(slots).toHaveLength(wanted)
  const outcomes = await Promise.all(
    Array.from({ length: bookings }, (_, index) => {
      const person = people[index % people.length] ?? first
      return booked(person, slots[index % wanted] ?? '')
    }),
  )
  const told = JSON.stringify({ code: 'taken', field: 'slot' })
  for (const slot of slots) {
    const answers = outcomes.filter((one) => one.slot === slot).map(({ answer }) => answer)
    expect(answers.filter((answer) => answer === 'submitted')).toHaveLength(1)
    expect(answers.filter((answer) => answer === told)).toHaveLength(bookings / wanted - 1)
  }
  const longest = Math.max(...outcomes.map(({ took }) => took))
  console.log(`The longest of ${bookings} bookings waited ${Math.round(longest)} ms.`)
  const { rows } = await practice.superuser((client) =>
    client.query<{ records: number; slots: number; requests: number; refused: number }>(
      `select count(*)::int as records, count(distinct slot)::int as slots,
         (select count(*)::int from portico.request) as requests,
         (select count(*)::int from portico.entry where outcome = 'refused' and code = 'taken') as refused
       from data.appointment`,
    ),
  )
  expect(rows).toEqual([{ records: wanted, slots: wanted, requests: wanted, refused: bookings - wanted }])
  const left = new Set(await freeSlots(first))
  expect(slots.filter((slot) => left.has(slot))).toEqual([])
}, 120_000)
