import type { Portal } from '../call/api.ts'

/** Whether the practice keeps by itself which language its patients read: then that is what is told, and nothing beside it. */
export const languageField = (portal: Portal, patients: string): boolean =>
  Object.keys(portal.tables[patients]?.fields ?? {}).some((id) => /(^|[-_])languages?([-_]|$)/.test(id))
