import type { Language } from '@portico/engine/portal/text'

/** What the front desk reads about messages that reached nobody. */
export const undeliveredWords = {
  en: {
    title: (count: number) =>
      count === 1
        ? 'A message to a patient could not be delivered'
        : `${count} messages to patients could not be delivered`,
    explain: 'Check the e-mail address with the patient. The request itself goes on.',
    reasons: {
      'no-address': 'There is no e-mail address.',
      refused: 'The address was refused.',
      bounced: 'It came back.',
    },
    proxyReasons: {
      'no-address': 'There is no e-mail address of the person who acts for this patient.',
      refused: 'The address of the person who acts for this patient was refused.',
      bounced: 'It came back from the person who acts for this patient.',
    },
    aPatient: 'A patient',
    request: (reference: string) => `Request ${reference}`,
    done: 'Done',
    doneFor: (name: string) => `Done: ${name}`,
    failed: 'That did not work. Please try again.',
  },
  es: {
    title: (count: number) =>
      count === 1
        ? 'Un mensaje a un paciente no se pudo entregar'
        : `${count} mensajes a pacientes no se pudieron entregar`,
    explain: 'Compruebe el correo electrónico con el paciente. La solicitud sigue su curso.',
    reasons: {
      'no-address': 'No hay correo electrónico.',
      refused: 'La dirección fue rechazada.',
      bounced: 'El mensaje volvió.',
    },
    proxyReasons: {
      'no-address': 'No hay correo electrónico de la persona que actúa por este paciente.',
      refused: 'La dirección de la persona que actúa por este paciente fue rechazada.',
      bounced: 'El mensaje a la persona que actúa por este paciente volvió.',
    },
    aPatient: 'Un paciente',
    request: (reference: string) => `Solicitud ${reference}`,
    done: 'Hecho',
    doneFor: (name: string) => `Hecho: ${name}`,
    failed: 'No funcionó. Inténtelo de nuevo.',
  },
} as const satisfies Record<Language, unknown>
