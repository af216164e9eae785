import type { Condition } from '@portico/engine/access/condition'
import type { Permission, Portal } from '@portico/engine/portal/portal'
export const conditionSentence = (_portal: Portal, _table: string, condition: Condition): string => JSON.stringify(condition)
export const permissionSentence = (portal: Portal, permission: Permission): string => `${permission.role} may ${permission.may.join(', ')} ${permission.fields.join(', ')} of ${permission.table}`
export const recordsSentence = (portal: Portal, permission: Permission): string => permission.where ? JSON.stringify(permission.where) : 'Every record.'
