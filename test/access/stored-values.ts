import type { FieldValue } from '@portico/engine/access/condition'
import type { Field } from '@portico/engine/portal/portal'
import type { Random } from '@portico/engine/testing/random'
import { keyIdOf, open, seal, type Place } from '../../packages/runtime/keys/sealed-value.ts'
import type { Environment } from './environment.ts'

/** A value as its column keeps it when it is private. */
export const sealedAt = async (
  { keyRing }: Environment,
  place: Place,
  subject: string,
  value: Exclude<FieldValue, null>,
): Promise<Buffer> => seal(value, place, await keyRing.keyFor(subject))

/** What a sealed value says at its place; one that was sealed for another does not open. */
export const openedAt = async (
  { keyRing }: Environment,
  place: Place,
  sealed: Buffer,
): Promise<FieldValue> => {
  const id = keyIdOf(sealed)
  const key = (await keyRing.keysOf([id])).get(id)
  return key ? open(sealed, place, key) : null
}

const said = [
  '7',
  '12.50',
  'yes',
  'no',
  'Red',
  'green',
  '2026-11-20',
  '9:30',
  '555-0100',
  'a@b.co',
  'two\nlines',
]

/** Something that a field may hold, and that another kind can often make something of; null where a record is meant. */
export const someValue = (
  random: Random,
  { kind, options = {}, of }: Field,
): Exclude<FieldValue, null> | null => {
  const number = random.below(1000)
  switch (kind) {
    case 'text':
    case 'long-text':
      return random.chance(0.3) ? `value ${String(number)}` : random.pick(said)
    case 'number':
      return number / 8
    case 'money':
      return number / 4
    case 'yes-no':
      return random.chance(0.5)
    case 'date':
      return `2026-${String(1 + (number % 12)).padStart(2, '0')}-${String(1 + (number % 28)).padStart(2, '0')}`
    case 'date-time':
      return `2026-${String(1 + (number % 12)).padStart(2, '0')}-01T16:30:00.000Z`
    case 'time':
      return `${String(number % 24).padStart(2, '0')}:15`
    case 'choice':
      return random.pick([...Object.keys(options), 'gone'])
    case 'many-choice':
      return Object.keys(options).toSorted().join(' ') || 'gone'
    case 'list':
      return of === 'number' ? `${String(number)}\n7` : random.pick(said)
    case 'phone':
      return '555-0100 22'
    case 'email':
      return 'a@b.co'
    case 'address':
      return `${String(number)} A Street\n\nAda\nOK\n74820`
    case 'signature':
      return 'Ada Bloom'
    case 'computed':
    case 'reference':
    case 'attachment':
      return null
  }
}
