import { expect, test } from 'vitest'
import { quoted } from './identifier.ts'
import { onceFieldOf, onceName } from './once.ts'

test('the field is read back from the name of its index, however long table and field are called', () => {
  const long = 'a'.repeat(40)
  for (const [table, field] of [
    ['appointment', 'slot'],
    [long, long],
    ['once', 'by'],
    [long, 'x'],
  ] as const)
    expect(onceFieldOf(quoted(onceName(table, field)).slice(1, -1))).toBe(field)
})

test('other constraints hold no such field', () => {
  for (const name of ['appointment.by.slot', 'once.by.slot', 'account_sign_in_key', ''])
    expect(onceFieldOf(name)).toBeNull()
})
