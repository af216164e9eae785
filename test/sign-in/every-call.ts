import { randomUUID } from 'node:crypto'
import type { Power } from '@portico/engine/portal/portal'
import { refillAnswers } from '../refill.ts'

const id = '20000000-0000-4000-8000-000000000001'
const account = '50000000-0000-4000-8000-000000000001'
const key = randomUUID()

/** A right input for everything the server can be asked, so that a new procedure cannot be forgotten here. */
export const inputs: Readonly<Record<string, unknown>> = {
  'session.whoAmI': undefined,
  'session.signIn': { name: 'nobody@example.com', password: 'x' },
  'session.acceptInvitation': { name: 'nobody@example.com', code: '0000', password: 'twelve letters' },
  'session.signOut': undefined,
  'session.extend': undefined,
  'session.confirm': { password: 'x' },
  'session.totpOffer': undefined,
  'session.totpConfirm': { code: '000000' },
  'session.demoAccounts': undefined,
  'portal.live': undefined,
  'records.list': { table: 'patient' },
  'records.open': { table: 'patient', id },
  'records.find': { table: 'patient', words: 'ada' },
  'records.export': { table: 'refill', language: 'en' },
  'requests.start': { workflow: 'refill', answers: refillAnswers, key },
  'requests.advance': { table: 'refill', id, transition: 'take', answers: {}, expectedVersion: 1, key },
  'requests.open': { table: 'refill', id },
  'answers.load': { form: 'refill' },
  'answers.keep': { form: 'refill', typed: {} },
  'draft.load': undefined,
  'draft.edit': { revision: 0, edits: [{ kind: 'remove-permission', at: 0 }] },
  'draft.review': undefined,
  'access.testAs': { of: 'live', roles: ['nurse'] },
  'draft.publish': { revision: 0, reason: 'Because', key },
  'trail.read': { days: 1 },
  'trail.download': { days: 1 },
  'trail.check': undefined,
  'answers.loadStep': { table: 'refill', id },
  'answers.keepStep': { table: 'refill', id, transition: 'approve', typed: {} },
  'records.choices': { table: 'appointment', field: 'slot' },
  'requests.waiting': { queues: ['nurse'], person: id },
  'requests.print': { tables: ['refill'], where: [] },
  'requests.colleagues': { queues: ['nurse'] },
  'requests.previewReassign': { to: id, lines: [{ table: 'refill', id, expectedVersion: 1 }] },
  'requests.reassign': { to: id, lines: [{ table: 'refill', id, expectedVersion: 1, key }] },
  'attachments.own': { ids: [] },
  'attachments.drop': { id: key },
  'proxies.list': undefined,
  'proxies.grant': { account, patient: id, role: 'proxy' },
  'proxies.end': { account, patient: id },
  'people.list': undefined,
  'people.grantRole': { account, role: 'nurse' },
  'people.revokeRole': { account, role: 'nurse' },
  'people.accountOf': { audience: 'patient', person: id },
  'people.openAccount': {
    ...{
      audience: 'patient',
      person: id,
      email: 'new@example.com',
      language: 'en',
      role: 'patient',
      by: 'paper',
    },
  },
  'people.renewInvitation': { account, by: 'paper' },
  'people.closeAccount': { account },
  'portals.list': undefined,
  'portals.start': { portal: 'elm-street', name: { en: 'Elm Street' }, template: 'family-practice' },
  'trail.whoLooked': { patient: id, days: 1 },
  'trail.colleagues': undefined,
  'trail.whatColleagueDid': { account, days: 1 },
  'access.whoCan': { table: 'refill', field: 'medication' },
  'access.why': { account, table: 'refill', field: 'medication', record: id, verb: 'read' },
  'access.whyStep': { account, table: 'refill', record: id, transition: 'approve' },
  'access.whatMay': { account },
  'access.whyThen': { seq: '1' },
  'notices.last': undefined,
  'notices.tryAgain': { id: key },
  'notices.undelivered': undefined,
  'notices.finishUndelivered': { id: key },
}

/** Calls of people about themselves and their work: permissions decide, and no power is asked for. */
const none: readonly Power[] = []
const build: readonly Power[] = ['build']
const publish: readonly Power[] = ['publish']
const grantRoles: readonly Power[] = ['grant-roles']
const openAccounts: readonly Power[] = ['open-accounts']
const readTrail: readonly Power[] = ['read-trail']

/** What every call needs beyond being signed in: one of these powers, whatever else somebody holds. */
export const powersNeeded: Readonly<Record<string, readonly Power[]>> = {
  'session.whoAmI': none,
  'session.signIn': none,
  'session.acceptInvitation': none,
  'session.signOut': none,
  'session.extend': none,
  'session.confirm': none,
  'session.totpOffer': none,
  'session.totpConfirm': none,
  'session.demoAccounts': none,
  'portal.live': none,
  'records.list': none,
  'records.open': none,
  'records.find': none,
  'records.choices': none,
  'records.export': ['export'],
  'requests.start': none,
  'requests.advance': none,
  'requests.open': none,
  'requests.waiting': none,
  'requests.print': none,
  'requests.colleagues': none,
  'requests.previewReassign': none,
  'requests.reassign': none,
  'answers.load': none,
  'answers.keep': none,
  'answers.loadStep': none,
  'answers.keepStep': none,
  'attachments.own': none,
  'attachments.drop': none,
  'proxies.list': none,
  'proxies.grant': grantRoles,
  // Also for the proxy and the patient themselves.
  'proxies.end': grantRoles,
  'draft.load': build,
  'draft.edit': build,
  'draft.review': build,
  'access.testAs': build,
  'draft.publish': publish,
  'people.list': ['grant-roles', 'open-accounts'],
  'people.grantRole': grantRoles,
  'people.revokeRole': grantRoles,
  'people.accountOf': openAccounts,
  'people.openAccount': openAccounts,
  'people.renewInvitation': openAccounts,
  'people.closeAccount': openAccounts,
  'portals.list': build,
  'portals.start': publish,
  'trail.read': readTrail,
  'trail.download': readTrail,
  'trail.check': readTrail,
  'trail.whoLooked': readTrail,
  'trail.colleagues': readTrail,
  'trail.whatColleagueDid': readTrail,
  'access.whoCan': readTrail,
  'access.why': readTrail,
  'access.whyThen': readTrail,
  'access.whyStep': readTrail,
  'access.whatMay': readTrail,
  'notices.last': ['build', 'read-trail'],
  'notices.tryAgain': publish,
  'notices.undelivered': none,
  'notices.finishUndelivered': none,
}

/**
 * Inputs that reach past the question of power, where the right input above names what is not there: only then can the
 * answers of two people tell that the power made the difference. Null: nothing a test practice has could be named.
 */
export const reachingInputs: Readonly<Record<string, unknown>> = {
  'draft.edit': { revision: 999, edits: [{ kind: 'remove-permission', at: 0 }] },
  'draft.publish': { revision: 999, reason: 'Because', key },
  'proxies.grant': {
    account: '40000000-0000-4000-8000-000000000001',
    patient: '20000000-0000-4000-8000-000000000002',
    role: 'proxy',
  },
  'proxies.end': {
    account: '40000000-0000-4000-8000-000000000001',
    patient: '20000000-0000-4000-8000-000000000005',
  },
  'access.why': { account, table: 'patient', field: 'name', record: id, verb: 'read' },
  'portals.start': null,
  'notices.tryAgain': null,
}
