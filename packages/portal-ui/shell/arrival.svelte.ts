import type { NavigationType } from '$app/navigation'

/** How the page that is shown was reached: `popstate` by the browser's own Back or Forward. */
class Arrival {
  type = $state<NavigationType>('enter')
}

export const arrival = new Arrival()
