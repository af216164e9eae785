import { api, inBackground, type WhoAmI } from '../call/api.ts'
import { client, onActingOver, onSignedOut } from '../call/client.ts'
import { refusalOf } from '../call/failure.ts'
import { paths } from '../paths.ts'
import { expectHeading } from '../shell/focus-heading.svelte.ts'
import { leftOff } from './left-off.ts'
import { standing } from './standing.ts'

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
  /** Whether this tab acts for somebody else. */
  readonly isProxy = $derived(this.signedIn?.isProxy === true)
  readonly roles = $derived(this.signedIn?.actor.roles ?? [])

  constructor() {
    onSignedOut.run = () => {
      if (this.signedIn) this.leave('ended')
    }
    onActingOver.run = () => this.actingOver()
  }

  async ask(): Promise<void> {
    try {
      const who = await api.session.whoAmI.query(undefined, inBackground)
      if (!this.#goesBack(who)) this.who = who
      this.unreachable = false
    } catch (error) {
      if (refusalOf(error)?.code === 'not-acting-for') this.actingOver()
      else this.unreachable = true
    }
  }

  /** Who signs in after her session ended goes on where she was, and nothing is asked of her in between. */
  #goesBack(who: WhoAmI): boolean {
    if (!who.signedIn || this.who?.signedIn !== false) return false
    const before = leftOff.take(who.actor.account)
    if (before !== null) location.replace(before)
    return before !== null
  }

  async begin(): Promise<void> {
    standing.forget()
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
    leftOff.forget()
    if (reason === 'ended' && this.signedIn) leftOff.remember(this.signedIn.actor.account)
    standing.forget()
    this.who = undefined
    client.clear()
    location.replace(paths.signedOut(reason))
  }

  /** The right to act for that patient was ended, perhaps a moment ago: nothing about her stays. */
  actingOver() {
    if (standing.patient === null) return
    standing.forget()
    this.who = undefined
    client.clear()
    location.replace(paths.actingOver())
  }
}

export const session = new Session()
