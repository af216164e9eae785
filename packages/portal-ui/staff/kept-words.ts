/** What those read who keep the practice's own lists: its places, its staff, its patients. */
export const keptWords = {
  en: {
    lead: 'What the practice keeps by itself. What you add or change is written down with your name.',
    none: 'There is no list that your role may change.',
    add: (what: string) => `Add: ${what}`,
    addTitle: (what: string) => `${what}: a new one`,
    empty: 'Nothing is in this list yet.',
    patients: 'Patients are found by name.',
    save: 'Save',
    saving: 'Saving …',
    saved: 'Saved.',
    added: 'It is in the list now.',
    noChange: 'Nothing was changed.',
    overtaken:
      'A colleague changed this while you were writing, and nothing was saved yet. What you wrote is still here: look at it, and save again to put it in place of hers.',
    left: (fields: string) =>
      `${fields}: what decides which requests you may see is changed by a colleague, never by yourself.`,
    taken: 'Somebody has this already, so it stays as it is. Call that off first, or add another.',
    change: 'Change',
    unnamed: 'Without a name',
    rest: 'What your role may only read',
    more: 'Show more',
    retired: (names: string) =>
      `It is ${names}, which is no longer offered. It stays as long as you choose nothing else.`,
    account: 'To let this person sign in, open an account in the office under “People”.',
  },
  es: {
    lead: 'Lo que el consultorio mantiene por su cuenta. Lo que usted agregue o cambie queda anotado con su nombre.',
    none: 'No hay ninguna lista que su función pueda cambiar.',
    add: (what: string) => `Agregar: ${what}`,
    addTitle: (what: string) => `${what}: registro nuevo`,
    empty: 'Aún no hay nada en esta lista.',
    patients: 'A los pacientes se los busca por su nombre.',
    save: 'Guardar',
    saving: 'Guardando …',
    saved: 'Guardado.',
    added: 'Ya está en la lista.',
    noChange: 'No cambió nada.',
    overtaken:
      'Alguien más cambió esto mientras usted escribía y todavía no se guardó nada. Lo que escribió sigue aquí: revíselo y guarde otra vez para ponerlo en lugar de lo otro.',
    left: (fields: string) =>
      `${fields}: lo que decide qué solicitudes puede ver usted lo cambia otra persona, nunca usted.`,
    taken: 'Alguien ya tiene esto, así que queda como está. Anule eso primero o agregue otro.',
    change: 'Cambiar',
    unnamed: 'Sin nombre',
    rest: 'Lo que su función solo puede leer',
    more: 'Mostrar más',
    retired: (names: string) => `Es ${names}, que ya no se ofrece. Queda así mientras no elija otra opción.`,
    account: 'Para que esta persona pueda entrar, abra una cuenta en la oficina, en “People”.',
  },
} as const
