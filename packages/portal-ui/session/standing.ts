/**
 * Whom this tab acts for: the patient's random id, kept in the tab and nowhere else, so that two tabs may act for two
 * people. The server is told with every call and decides with every call; a name is never kept.
 */
const keptUnder = 'acts-for'
const askedUnder = 'asked-for-whom'

export const standing = {
  get patient(): string | null {
    return sessionStorage.getItem(keptUnder)
  },

  /** Acts for a patient, or for nobody but herself, from that page on. */
  change(patient: string | null, href: string) {
    if (patient === null) sessionStorage.removeItem(keptUnder)
    else sessionStorage.setItem(keptUnder, patient)
    // A new document, so that nothing about one person is left in memory or on the screen beside the other.
    location.assign(href)
  },

  /** Whether it was asked in this tab whom the form is for. */
  isAsked: (workflow: string): boolean => sessionStorage.getItem(askedUnder) === workflow,
  asked: (workflow: string) => sessionStorage.setItem(askedUnder, workflow),
  askAgain: () => sessionStorage.removeItem(askedUnder),

  forget() {
    sessionStorage.removeItem(keptUnder)
    sessionStorage.removeItem(askedUnder)
  },
}
