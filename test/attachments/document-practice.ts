import { readFolder } from '../../packages/runtime/files/portal-folder.ts'
import { portalSchema, type Portal } from '@portico/engine/portal/portal'
import { Environment } from '../access/environment.ts'
import { Practice } from '../practice.ts'
import { registerParts } from './register-form.ts'

const template = new URL('../../templates/family-practice/', import.meta.url).pathname
const both = (en: string, es: string) => ({ en, es })

const table = {
  label: both('Document', 'Documento'),
  patient: 'patient',
  fields: {
    patient: { kind: 'reference', to: 'patient', class: 'identifier', label: both('Patient', 'Paciente') },
    subject: { kind: 'text', class: 'clinical', label: both('What is it?', '¿Qué es?') },
    scan: { kind: 'attachment', class: 'clinical', label: both('Your document', 'Su documento') },
    note: { kind: 'attachment', class: 'specially-protected', label: both('Second file', 'Otro archivo') },
    answer: { kind: 'attachment', class: 'clinical', label: both('Our answer', 'Nuestra respuesta') },
  },
}

/** Every kind that a form asks for in parts or in a way of its own, and one that follows from two others. */
const intake = {
  label: both('Visit form', 'Formulario de visita'),
  patient: 'patient',
  fields: {
    patient: { kind: 'reference', to: 'patient', class: 'identifier', label: both('Patient', 'Paciente') },
    needs: {
      kind: 'many-choice',
      class: 'operational',
      label: both('What will help you?', '¿Qué le ayudará?'),
      options: {
        chair: both('A wheelchair', 'Una silla de ruedas'),
        lift: both('The lift', 'El ascensor'),
        quiet: both('A quiet room', 'Una sala tranquila'),
      },
    },
    fee: { kind: 'money', class: 'clinical', label: both('Fee', 'Tarifa') },
    paid: { kind: 'money', class: 'operational', label: both('Paid', 'Pagado') },
    rest: {
      kind: 'computed',
      class: 'clinical',
      label: both('Still open', 'Pendiente'),
      from: { difference: ['fee', 'paid'] },
    },
    call: {
      kind: 'time',
      class: 'operational',
      label: both('Best time to call', 'Mejor hora para llamar'),
      'not-before': '08:00',
      'not-after': '17:00',
    },
    medicines: {
      kind: 'list',
      of: 'text',
      class: 'clinical',
      label: both('Your medicines', 'Sus medicinas'),
    },
    home: { kind: 'address', class: 'identifier', search: 'words', label: both('Home', 'Domicilio') },
    consent: {
      kind: 'signature',
      class: 'identifier',
      label: both('Your consent', 'Su consentimiento'),
      statement: both('You may call me about this.', 'Pueden llamarme sobre esto.'),
    },
  },
}

const intakeWorkflow = {
  label: both('Visit form', 'Formulario de visita'),
  table: 'intake',
  start: { by: ['patient'], form: 'intake' },
  states: {
    submitted: { queue: 'nurse', 'patient-sees': both('Received', 'Recibido') },
    read: { ends: true, 'patient-sees': both('Read', 'Leído') },
  },
  transitions: {
    read: { label: both('It is read', 'Está leído'), from: ['submitted'], to: 'read', by: ['nurse'] },
    help: {
      label: both('The chair is ready', 'La silla está lista'),
      from: ['submitted'],
      by: ['nurse'],
      'only-when': { needs: { includes: 'chair' } },
    },
  },
}

const workflow = {
  label: both('Document', 'Documento'),
  table: 'document',
  start: { by: ['patient', 'front-desk'], form: 'document' },
  states: {
    submitted: { queue: 'nurse', 'patient-sees': both('Received', 'Recibido') },
    answered: { ends: true, 'patient-sees': both('Answered', 'Respondido') },
  },
  transitions: {
    answer: {
      label: both('Answer it', 'Responder'),
      from: ['submitted'],
      to: 'answered',
      by: ['nurse'],
      asks: ['answer'],
    },
    exchange: {
      label: both('Send a better one', 'Enviar uno mejor'),
      from: ['submitted'],
      by: ['patient'],
      asks: ['scan'],
    },
  },
}

const asked = ['needs', 'fee', 'paid', 'call', 'medicines', 'home', 'consent']
const mine = { patient: 'me' }
const here = { 'patient.location': 'me.location' }
const permission = (
  role: string,
  may: readonly string[],
  fields: readonly string[],
  where?: object,
  about = 'document',
) => ({
  role,
  table: about,
  may,
  fields,
  ...(where ? { where } : {}),
})

/** The template's practice with documents beside it: who may see which file differs from field to field. */
const withDocuments = (portal: Portal): Portal =>
  portalSchema.parse({
    ...portal,
    tables: { ...portal.tables, document: table, intake, register: registerParts.table },
    permissions: [
      ...portal.permissions,
      ...registerParts.permissions,
      permission('patient', ['create', 'read'], ['patient', 'subject', 'scan', 'note'], mine),
      permission('patient', ['read'], ['answer'], mine),
      permission('patient', ['update'], ['scan'], mine),
      permission('front-desk', ['create', 'read'], ['patient', 'subject', 'scan'], here),
      permission('nurse', ['read'], ['patient', 'subject', 'scan', 'answer']),
      permission('nurse', ['update'], ['answer']),
      permission('provider', ['read'], ['patient', 'subject', 'note']),
      permission('patient', ['create'], ['patient', ...asked], mine, 'intake'),
      permission('patient', ['read'], ['patient', ...asked, 'rest'], mine, 'intake'),
      permission(
        'front-desk',
        ['create', 'read'],
        ['patient', 'needs', 'paid', 'call', 'consent'],
        here,
        'intake',
      ),
      permission('nurse', ['read'], ['patient', ...asked, 'rest'], { needs: { includes: 'lift' } }, 'intake'),
    ],
    forms: {
      ...portal.forms,
      register: registerParts.form,
      document: {
        table: 'document',
        label: both('Send a document', 'Enviar un documento'),
        questions: [
          { ask: 'subject' },
          { ask: 'scan', title: both('Show us the document', 'Muéstrenos el documento') },
          { ask: 'note', optional: true },
        ],
      },
      intake: {
        table: 'intake',
        label: both('Before your visit', 'Antes de su visita'),
        questions: asked.map((ask) => ({ ask })),
      },
    },
    workflows: {
      ...portal.workflows,
      document: workflow,
      intake: intakeWorkflow,
      register: registerParts.workflow,
    },
  })

export type DocumentPractice = AsyncDisposable & {
  readonly practice: Practice
  readonly environment: Environment
}

export async function openDocumentPractice(
  options: Parameters<typeof Practice.open>[0],
): Promise<DocumentPractice> {
  const practice = await Practice.open(options)
  const environment = await Environment.of(practice.databaseUrl)
  const { portal } = await readFolder(template)
  if (!portal) throw new Error('The template cannot be read.')
  await environment.publish(withDocuments(portal))
  return {
    practice,
    environment,
    [Symbol.asyncDispose]: async () => {
      await environment[Symbol.asyncDispose]()
      await practice[Symbol.asyncDispose]()
    },
  }
}
