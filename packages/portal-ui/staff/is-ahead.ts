import type { ShownRecord } from '../render/record.ts'

/** Whether this is still to come. What has no time, or none that may be read, comes last, and nothing comes after it. */
export const isAhead = (record: ShownRecord | undefined, moment: string, now: number): boolean => {
  const at = record?.cells[moment]
  return typeof at === 'string' && Date.parse(at) >= now
}
