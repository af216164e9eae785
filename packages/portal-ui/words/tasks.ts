import type { Language } from '@portico/engine/portal/text'

/** What the list of a long form's sections says, fetched with it. */
export const tasksWords = {
  en: {
    lead: 'Do the sections in any order. Your answers are kept as you go.',
    other: 'Other questions',
    status: { 'not-started': 'Not started', 'in-progress': 'In progress', completed: 'Completed' },
    done: (done: number, of: number) => `${done} of ${of} sections completed`,
    first: 'Complete every section, then you can check your answers and send them.',
    check: 'Check your answers',
  },
  es: {
    lead: 'Haga las secciones en el orden que quiera. Sus respuestas se guardan a medida que avanza.',
    other: 'Otras preguntas',
    status: { 'not-started': 'Sin empezar', 'in-progress': 'En curso', completed: 'Completa' },
    done: (done: number, of: number) => `${done} de ${of} secciones completas`,
    first: 'Complete todas las secciones; después podrá revisar sus respuestas y enviarlas.',
    check: 'Revise sus respuestas',
  },
} as const satisfies Record<Language, unknown>
