import { DatabaseError } from 'pg'

/** How Postgres refused, by its code; `granted` when it did not. */
export const codeOf = async (call: Promise<unknown>): Promise<string> => {
  try {
    await call
    return 'granted'
  } catch (fault) {
    if (fault instanceof DatabaseError) return fault.code ?? ''
    throw fault
  }
}
