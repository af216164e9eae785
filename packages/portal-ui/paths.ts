/** Every URL of the portal. URLs hold ids only, never a value, because they end up in histories and logs. */
const join = (...parts: readonly string[]) => `/${parts.map(encodeURIComponent).join('/')}`

/** Where in an unfinished form somebody is. */
export type Place =
  | { readonly page: 'whom' }
  | { readonly page: 'begin' }
  /** The sections of a long form. */
  | { readonly page: 'tasks' }
  | { readonly page: 'question'; readonly field: string }
  | { readonly page: 'check' }

/** The same, once it is known whom it is for. */
export type FormPlace = Exclude<Place, { readonly page: 'whom' }>

const placeParts = (place: Place): readonly string[] => {
  switch (place.page) {
    case 'whom':
      return ['whom']
    case 'begin':
      return []
    case 'tasks':
      return ['tasks']
    case 'question':
      return ['question', place.field]
    case 'check':
      return ['check']
  }
}

export const paths = {
  start: () => '/',
  /** The start page with a word on why nobody is signed in any more. */
  signedOut: (reason: 'ended' | 'left') => `/?${reason}`,
  /** The start page with a word on why she acts for nobody any more. */
  actingOver: () => '/?over',
  /** Where one of a rehearsal's people comes in. */
  enter: () => '/enter',
  account: () => '/account',
  /** A form for oneself, or for the patient whose record id is given. */
  ask: (workflow: string, patient: string | null, place: Place = { page: 'begin' }) =>
    join('ask', workflow, ...(patient === null ? [] : ['for', patient]), ...placeParts(place)),
  request: (table: string, id: string) => join('requests', table, id),
  sent: (table: string, id: string) => join('requests', table, id, 'sent'),
  queue: (queue: string) => join('queues', queue),
  mine: () => '/mine',
  openRequests: () => '/open-requests',
  /** The tables the practice keeps by itself, one of them, and one of its records. */
  kept: () => '/kept',
  keptTable: (table: string) => join('kept', table),
  keptRecord: (table: string, id: string) => join('kept', table, id),
  addRecord: (table: string) => join('kept', table, 'new'),
  findPatient: () => '/patients',
  patient: (id: string) => join('patients', id),
}

/** Reads back what `paths.ask` wrote after the workflow's id; null when it is no such place. */
export const placeOf = (where: string): { patient: string | null; place: Place } | null => {
  const parts = where.split('/').filter((part) => part !== '')
  const patient = parts[0] === 'for' ? (parts[1] ?? null) : null
  const [page, field, ...more] = patient === null ? parts : parts.slice(2)
  if (page === undefined) return { patient, place: { page: 'begin' } }
  if (page === 'whom' && field === undefined && patient === null) return { patient, place: { page: 'whom' } }
  if (page === 'tasks' && field === undefined) return { patient, place: { page: 'tasks' } }
  if (page === 'check' && field === undefined) return { patient, place: { page: 'check' } }
  if (page === 'question' && field !== undefined && more.length === 0)
    return { patient, place: { page: 'question', field } }
  return null
}
