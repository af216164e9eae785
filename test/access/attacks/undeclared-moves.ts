import { ada, nora, type Attack } from './attack.ts'
import { move } from './move.ts'

const steps: readonly (readonly [string, object])[] = [
  ['a step that only a provider takes', { transition: 'approve', to: 'approved' }],
  ['a step to where it does not lead', { to: 'approved' }],
  ['a step that nobody declared', { transition: 'forget' }],
  ['a step that is only the system’s', { transition: 'escalate', to: 'submitted', ends: false }],
  ['no step at all', { transition: null }],
  ['a step that is said not to end what it ends', { ends: false }],
  [
    'a step with a notice that is not its own',
    { effects: [{ id: '00000000-0000-4000-8000-00000000feed', notice: 'refill-late', to: 'queue' }] },
  ],
]

const appointment = '00000000-0000-4000-8000-00000000a001'
const slot = '60000000-0000-4000-8000-000000000001'
const ofAppointment = (from: string | null, more: object): string =>
  move('appointment', appointment, 'submitted', { workflow: 'appointment', from, ...more })

export const undeclaredMoves: readonly Attack[] = [
  ...steps.map(([name, more]): Attack => ({
    name: `moves her own request by ${name}`,
    ...ada,
    sql: ({ adas }) => [`select portico.move_request('${move('refill', adas, 'submitted', more)}')`],
    ends: 'PT005',
  })),
  {
    name: 'moves a request by a step of another role',
    ...nora,
    sql: ({ adas }) => [
      `select portico.move_request('${move('refill', adas, 'submitted', { transition: 'withdraw' })}')`,
    ],
    ends: 'PT005',
  },
  {
    name: 'cancels her appointment and keeps its time',
    ...ada,
    sql: ({ ada: patient }) => [
      `insert into data.appointment (id, patient, slot) select '${appointment}', '${patient}', '${slot}'
       from set_config('portico.move', '${ofAppointment(null, { transition: null, to: 'submitted', version: 0, ends: false })}', true)`,
      `select portico.move_request('${ofAppointment('submitted', { transition: 'cancel', to: 'cancelled' })}')`,
    ],
    ends: 'PT005',
  },
]
