/**
 * Whom this tab acts for: the patient's random id, kept in the tab and nowhere else, so that two tabs may act for two
 * people. The server is told with every call and decides with every call; a name is never kept.
 */
const keptUnder = 'acts-for'
const askedUnder = 'asked-for-whom'
const formUnder = 'acts-for-one-form'
const sentUnder = 'asked-and-sent'
const aside = [keptUnder, askedUnder, formUnder]

const move = (from: string, to: string) => {
  const kept = sessionStorage.getItem(from)
  if (kept === null) sessionStorage.removeItem(to)
  else sessionStorage.setItem(to, kept)
  sessionStorage.removeItem(from)
}

export const standing = {
  get patient(): string | null {
    return sessionStorage.getItem(keptUnder)
  },

  /** Acts for a patient, or for nobody but herself, from that page on. */
  change(patient: string | null, href: string) {
    sessionStorage.removeItem(formUnder)
    if (patient === null) sessionStorage.removeItem(keptUnder)
    else sessionStorage.setItem(keptUnder, patient)
    // A new document, so that nothing about one person is left in memory or on the screen beside the other.
    location.assign(href)
  },

  /** Whether it was asked in this tab whom the form is for. */
  isAsked: (workflow: string): boolean => sessionStorage.getItem(askedUnder) === workflow,
  asked: (workflow: string) => sessionStorage.setItem(askedUnder, workflow),

  /** Acts for a patient from that page on, until the form is behind her. */
  changeForForm(patient: string | null, href: string) {
    const isBorrowed = this.patient === null || sessionStorage.getItem(formUnder) !== null
    this.change(patient, href)
    if (patient !== null && isBorrowed) sessionStorage.setItem(formUnder, patient)
  },

  /** Back at the start: whom she chose for one form she does not act for any more. */
  endForm() {
    if (sessionStorage.getItem(formUnder) !== null) this.change(null, '/')
  },

  /** The form was sent: the next one is asked for whom it is, and going back does not lead into it again. */
  sent(workflow: string) {
    sessionStorage.removeItem(askedUnder)
    sessionStorage.setItem(sentUnder, workflow)
  },
  isSent: (workflow: string): boolean => sessionStorage.getItem(sentUnder) === workflow,
  begins: () => sessionStorage.removeItem(sentUnder),

  /** For whom she was here when her session ended waits for her to sign in again; until then it counts for nothing. */
  setAside() {
    for (const key of aside) move(key, `left-${key}`)
  },
  takeUp() {
    for (const key of aside) move(`left-${key}`, key)
  },
  forgetAside() {
    for (const key of aside) sessionStorage.removeItem(`left-${key}`)
  },

  forget() {
    sessionStorage.removeItem(keptUnder)
    for (const key of [askedUnder, formUnder, sentUnder]) sessionStorage.removeItem(key)
  },
}
