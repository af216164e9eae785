import type { FieldValue } from '@portico/engine/access/condition'
import type { RecordId } from '@portico/engine/brand'
import type { Field } from '@portico/engine/portal/portal'
import type { KeyRing } from '../keys/key-ring.ts'
import { keyIdOf, open } from '../keys/sealed-value.ts'
import { plainValue, type EarlierRow } from '../postgres/earlier-store.ts'

/** Opens what a cell held before; undefined when the key was destroyed, and with it the value. */
export const earlierValue = async (
  { field: id, sealed, plain }: Pick<EarlierRow, 'field' | 'sealed' | 'plain'>,
  { table, record, field }: { readonly table: string; readonly record: RecordId; readonly field: Field },
  keyRing: KeyRing,
): Promise<FieldValue | undefined> => {
  if (sealed === null) return plainValue(field, plain)
  const keyId = keyIdOf(sealed)
  const key = (await keyRing.keysOf([keyId])).get(keyId)
  return key && open(sealed, { table, field: id, record }, key)
}
