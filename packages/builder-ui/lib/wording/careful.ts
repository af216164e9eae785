/** What a new message says until somebody writes better: that there is something, and never what. */
export const careful = {
  patient: {
    en: {
      subject: 'News from {{portal_name}}',
      body: 'Hello,\n\nthere is news about your request {{reference}}. Please sign in to read it:\n\n{{link}}\n\nIf you have a question, call us: {{phone}}.\n',
    },
    es: {
      subject: 'Novedades de {{portal_name}}',
      body: 'Hola:\n\nHay novedades sobre su solicitud {{reference}}. Inicie sesión para leerlas:\n\n{{link}}\n\nSi tiene una pregunta, llámenos: {{phone}}.\n',
    },
  },
  queue: {
    en: {
      subject: 'A request is waiting',
      body: 'Request {{reference}} ({{workflow}}) is waiting longer than it should:\n\n{{link}}\n',
    },
    es: {
      subject: 'Una solicitud espera',
      body: 'La solicitud {{reference}} ({{workflow}}) espera más de lo debido:\n\n{{link}}\n',
    },
  },
} as const
