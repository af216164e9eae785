import type { Field } from '../portal/portal.ts'
import { isPrivate } from './class.ts'

/** Private values are stored as ciphertext. References are not: they are random ids and say nothing. */
export const isEncrypted = (field: Field): boolean => isPrivate(field.class) && field.kind !== 'reference'
