import type { Field } from '../portal/portal.ts'
import { isPrivate } from './class.ts'
import type { KindName } from './kinds.ts'

/** Kinds whose value is a random id: it says nothing, and what it leads to is guarded where it lies. */
const idKinds: readonly KindName[] = ['reference', 'attachment']

/** Private values are stored as ciphertext, all but random ids. */
export const isEncrypted = (field: Field): boolean => isPrivate(field.class) && !idKinds.includes(field.kind)
