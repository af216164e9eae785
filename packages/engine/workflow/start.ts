import { abilityFor, fieldsOf, may, type Ability, type RecordFacts } from '../access/ability.ts'
import { isProxy, viewpointOf, type Actor } from '../access/actor.ts'
import type { Facts } from '../access/condition.ts'
import type { RecordId } from '../brand.ts'
import { asConditionsKnow } from '../field/date-time.ts'
import { own } from '../portal/own.ts'
import type { Form, Portal, Question, Workflow } from '../portal/portal.ts'
import { startState } from './start-state.ts'
import type { Refusal } from '../refusal.ts'
import { ok, refuse, type Result } from '../result.ts'
import { parseAnswers, type Typed, type Values } from './answers.ts'
import { armed } from './deadline.ts'
import { noticeEffects, type ArmedDeadline, type Effect } from './effect.ts'
import { isAmong } from './role.ts'

export type StartAsked = {
  readonly portal: Portal
  readonly workflowId: string
  readonly actor: Actor
  readonly typed: Typed
  /** Whom it is for when staff starts it. Patients start for the patient they stand for, and nobody else. */
  readonly patient: RecordId | null
  /** What conditions can read of the record to be beside its answers, by path: `patient.location`. */
  readonly prospective: Facts
  /** The instant, ISO. */
  readonly now: string
  /** The date in the practice's zone, ISO. */
  readonly today: string
}

export type Started = {
  /** The answers, and the patient where the record itself refers to her. */
  readonly values: Values
  readonly owner: RecordId | null
  readonly state: string
  readonly queue: string | null
  readonly effects: readonly Effect[]
  readonly deadlines: readonly ArmedDeadline[]
  readonly due: string | null
}

type Found = { readonly workflow: Workflow; readonly form: Form; readonly path: string | undefined }

const notFound = refuse<Refusal>({ code: 'not-found' })

const find = ({ portal, workflowId }: StartAsked): Found | null => {
  const workflow = own(portal.workflows, workflowId)
  const form = workflow && portal.forms[workflow.start.form]
  return workflow && form ? { workflow, form, path: portal.tables[workflow.table]?.patient } : null
}

const ownerOf = ({ actor, patient }: StartAsked): RecordId | null =>
  actor.audience === 'patient' ? actor.patient : patient

/** A patient naming somebody else gets the answer a stranger gets. */
const namesAnother = (
  { actor, patient, typed }: StartAsked,
  path: string | undefined,
  owner: string | null,
): boolean => {
  const isForeign = actor.audience === 'patient' && patient !== null && patient !== actor.patient
  const answered = own(typed, path ?? '')?.trim()
  return isForeign || (answered !== undefined && answered !== '' && answered !== owner)
}

/** What conditions can read before a question is answered: whose it is, where it will wait, and what the caller knows. */
const factsBefore = (asked: StartAsked, { workflow, path }: Found, owner: RecordId | null): Facts => {
  const state = startState(workflow)
  const queue = workflow.states[state]?.queue ?? null
  const owned = path === undefined ? {} : { [path]: owner }
  return { ...asked.prospective, ...owned, state, queue, assignee: null, due: null, created: asked.today }
}

/** May the actor create this very record, with every field she answered? The owner is the engine's to fill in. */
const mayCreate = (
  ability: Ability,
  table: string,
  answers: Values,
  path: string | undefined,
  record: RecordFacts,
): boolean => {
  const fields = fieldsOf(ability, 'create', table, record)
  const isGranted = (field: string): boolean => field === path || fields.has(field)
  return may(ability, 'create', table, record) && Object.keys(answers).every(isGranted)
}

const begun = (
  { portal, now }: StartAsked,
  { workflow, path }: Found,
  answers: Values,
  owner: RecordId | null,
): Started => {
  const state = startState(workflow)
  const isDirect = path !== undefined && !path.includes('.')
  return {
    values: isDirect ? { ...answers, [path]: owner } : answers,
    owner,
    state,
    queue: workflow.states[state]?.queue ?? null,
    effects: noticeEffects(portal, workflow.start.notice),
    ...armed(portal, workflow.states[state]?.due, { entered: now, asked: now }),
  }
}

/**
 * The form as it is asked of this actor. An optional question that a proxy may not answer is none at all: who answers it
 * learns no more than by one that nobody asks.
 */
const askedOf = (form: Form, actor: Actor, ability: Ability, path: string | undefined): Form => {
  if (!isProxy(actor)) return form
  const fields = fieldsOf(ability, 'create', form.table)
  const isKept = ({ ask, optional }: Question): boolean => !optional || ask === path || fields.has(ask)
  return { ...form, questions: form.questions.filter(isKept) }
}

/** The owner answers the question about herself, where a form has one. */
const withOwner = (typed: Typed, form: Form, path: string | undefined, owner: string | null): Typed =>
  path !== undefined && owner !== null && form.questions.some(({ ask }) => ask === path)
    ? { ...typed, [path]: owner }
    : typed

/** Begins a request, or says why not: who may not start it learns no more than that there is nothing here. */
export const start = (asked: StartAsked): Result<Started> => {
  const { portal, actor, today } = asked
  const found = find(asked)
  if (!found || !isAmong(found.workflow.start.by, actor, portal)) return notFound
  const { workflow, path } = found
  const ability = abilityFor(portal, actor, today)
  const form = askedOf(found.form, actor, ability, path)
  const owner = ownerOf(asked)
  if (!may(ability, 'create', workflow.table) || namesAnother(asked, path, owner)) return notFound
  if (path !== undefined && owner === null) {
    return refuse({ code: 'answers-invalid', answers: [{ field: path, reason: 'missing' }] })
  }
  const facts = factsBefore(asked, found, owner)
  const context = { viewpoint: viewpointOf(actor, today), facts }
  const answers = parseAnswers(portal, form, withOwner(asked.typed, form, path, owner), context)
  if (!answers.ok) return answers
  const fields = own(portal.tables, workflow.table)?.fields ?? {}
  const record = { owner, facts: { ...facts, ...asConditionsKnow(fields, answers.value, portal.timezone) } }
  return mayCreate(ability, workflow.table, answers.value, path, record)
    ? ok(begun(asked, found, answers.value, owner))
    : notFound
}
