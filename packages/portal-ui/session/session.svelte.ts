import { api, inBackground, type WhoAmI } from '../call/api.ts'
import { client, onSignedOut } from '../call/client.ts'
import { paths } from '../paths.ts'
import { expectHeading } from '../shell/focus-heading.svelte.ts'

type SignedIn = Extract<WhoAmI, { signedIn: true }>

/** Who is signed in here, as far as the server says. */
class Session {
  /** Undefined while the server has not been asked yet. */
  who = $state.raw<WhoAmI | undefined>(undefined)
  unreachable = $state(false)
  /** What went wrong with the session itself, said above every page. */
  failure = $state.raw<unknown>(null)
  /** Patients are offered a second factor right after signing in, and not again in this session. */
  offersSecondFactor = $state(false)

  readonly signedIn = $derived<SignedIn | null>(this.who?.signedIn === true ? this.who : null)
  readonly isStaff = $derived(this.signedIn?.actor.audience === 'staff')
  readonly roles = $derived(this.signedIn?.actor.roles ?? [])

  constructor() {
    onSignedOut.run = () => {
      if (this.signedIn) this.leave('ended')
    }
  }

  async ask(): Promise<void> {
    try {
      this.who = await api.session.whoAmI.query(undefined, inBackground)
      this.unreachable = false
    } catch {
      this.unreachable = true
    }
  }

  async begin(): Promise<void> {
    client.clear()
    expectHeading()
    await this.ask()
    this.offersSecondFactor = this.signedIn?.secondFactor === 'off' && !this.isStaff
  }

  /** The second factor is on, or was declined for now: on to the page she came for. */
  async goOn(): Promise<void> {
    expectHeading()
    await this.ask()
    this.offersSecondFactor = false
  }

  async signOut(): Promise<void> {
    try {
      await api.session.signOut.mutate()
      this.leave('left')
    } catch (error) {
      // To look signed out without being it would be worse than a page that says so.
      this.failure = error
    }
  }

  /** Loads a new document, so that nothing of the old page is left in memory or on the screen. */
  leave(reason: 'ended' | 'left') {
    this.who = undefined
    client.clear()
    location.replace(paths.signedOut(reason))
  }
}

export const session = new Session()
