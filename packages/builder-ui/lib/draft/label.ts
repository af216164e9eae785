import type { Portal } from '@portico/engine/portal/portal'
import { labelOf } from '@portico/engine/portal/text'

/** What the office reads instead of ids. */
export const tableLabel = (portal: Portal, table: string): string =>
  labelOf(table, portal.tables[table], 'en')
export const fieldLabel = (portal: Portal, table: string, field: string): string =>
  labelOf(field, portal.tables[table]?.fields[field], 'en')
export const roleLabel = (portal: Portal, role: string): string => labelOf(role, portal.roles[role], 'en')
export const workflowLabel = (portal: Portal, workflow: string): string =>
  labelOf(workflow, portal.workflows[workflow], 'en')
export const stateLabel = (portal: Portal, workflow: string, state: string): string =>
  labelOf(state, portal.workflows[workflow]?.states[state], 'en')
export const transitionLabel = (portal: Portal, workflow: string, transition: string): string =>
  labelOf(transition, portal.workflows[workflow]?.transitions[transition], 'en')
export const formLabel = (portal: Portal, form: string): string => labelOf(form, portal.forms[form], 'en')
export const sectionLabel = (portal: Portal, form: string, section: string): string =>
  labelOf(section, portal.forms[form]?.sections?.[section], 'en')
export const noticeLabel = (portal: Portal, notice: string): string =>
  labelOf(notice, portal.notices[notice], 'en')
export const queueLabel = (portal: Portal, queue: string): string =>
  labelOf(queue, portal.queues[queue], 'en')
export const rehearsalLabel = (portal: Portal, rehearsal: string): string =>
  labelOf(rehearsal, portal.rehearsals?.[rehearsal], 'en')
