/** Whether somebody was signed in in this tab and did not sign out: after a reload too, the page says why it asks again. */
const place = 'portico.was-in'

export const wasIn = {
  get: (): boolean => {
    try {
      return sessionStorage.getItem(place) !== null
    } catch {
      return false
    }
  },
  set: (on: boolean): void => {
    try {
      if (on) sessionStorage.setItem(place, 'yes')
      else sessionStorage.removeItem(place)
    } catch {
      // Where the browser forbids it, only a page that stays open knows.
    }
  },
}
