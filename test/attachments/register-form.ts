const both = (en: string, es: string) => ({ en, es })
const label = (en: string, es: string) => ({ label: both(en, es) })

const fields = {
  patient: { kind: 'reference', to: 'patient', class: 'identifier', ...label('Patient', 'Paciente') },
  phone: { kind: 'phone', class: 'identifier', ...label('Your phone', 'Su teléfono') },
  called: { kind: 'text', class: 'identifier', ...label('What shall we call you?', '¿Cómo le llamamos?') },
  spoken: {
    kind: 'choice',
    class: 'operational',
    ...label('Your language', 'Su idioma'),
    options: { en: both('English', 'Inglés'), es: both('Spanish', 'Español') },
  },
  insured: { kind: 'yes-no', class: 'operational', ...label('Are you insured?', '¿Tiene seguro?') },
  plan: { kind: 'text', class: 'identifier', ...label('Your plan', 'Su plan') },
  member: { kind: 'text', class: 'identifier', ...label('Member number', 'Número de miembro') },
  begins: { kind: 'date', class: 'clinical', ...label('First day away', 'Primer día fuera') },
  ends: { kind: 'date', class: 'clinical', ...label('Last day away', 'Último día fuera') },
  other: { kind: 'long-text', class: 'clinical', ...label('Anything else?', '¿Algo más?') },
}
const asked = Object.keys(fields).filter((field) => field !== 'patient')
const inSection = (section: string, ...asks: readonly object[]) => asks.map((one) => ({ ...one, section }))
const insured = { 'only-when': { insured: true } }

/** A long form of three sections, with questions that vanish, an answer that is known, and days that must go together. */
export const registerParts = {
  table: { label: both('Registration', 'Registro'), patient: 'patient', fields },
  permissions: ['patient', 'proxy'].map((role) => ({
    role,
    table: 'register',
    may: ['create', 'read'],
    fields: ['patient', ...asked],
    where: { patient: 'me' },
  })),
  form: {
    table: 'register',
    label: both('Register with us', 'Registrarse'),
    sections: {
      you: { label: both('About you', 'Sobre usted') },
      plan: {
        label: both('Your insurance', 'Su seguro'),
        hint: both('Have your card at hand.', 'Tenga su tarjeta a mano.'),
      },
      days: { label: both('When you are away', 'Cuándo no está') },
    },
    order: ['you', 'plan', 'days'],
    questions: [
      ...inSection(
        'you',
        { ask: 'phone', prefill: { patient: 'phone' } },
        { ask: 'called', prefill: 'last' },
        { ask: 'spoken' },
      ),
      ...inSection('plan', { ask: 'insured' }, { ask: 'plan', ...insured }, { ask: 'member', ...insured }),
      ...inSection('days', { ask: 'begins' }, { ask: 'ends' }, { ask: 'other', optional: true }),
    ],
    checks: {
      later: {
        'only-when': { ends: { '>=': 'answer.begins' } },
        at: 'ends',
        say: both('The last day cannot come before the first', 'El último día no puede ir antes del primero'),
      },
    },
  },
  workflow: {
    label: both('Registration', 'Registro'),
    table: 'register',
    start: { by: ['patient', 'proxy'], form: 'register' },
    states: {
      submitted: { queue: 'front-desk', 'patient-sees': both('Received', 'Recibido') },
      done: { ends: true, 'patient-sees': both('Done', 'Listo') },
    },
    transitions: {
      finish: { label: both('Finish', 'Terminar'), from: ['submitted'], to: 'done', by: ['front-desk'] },
    },
  },
}
