/** Something the person who typed the command can mend; its message is the whole of what she is shown. */
export class CannotStart extends Error {
  override readonly name = 'CannotStart'
}

export function messageOf(fault: unknown): string {
  return fault instanceof Error ? fault.message : String(fault)
}
