import type { Power } from '@portico/engine/portal/portal'
import { refusalOf, type Answer, type Calls } from '#lib/calls.ts'
import { sentenceOf } from '#lib/refusal-sentence.ts'
import { wasIn } from './was-in.ts'

type WhoAmI = Answer<Calls['session']['whoAmI']['query']>
export type SignedIn = Extract<WhoAmI, { signedIn: true }>
export type SignInStep = 'password' | 'code'

const warningSeconds = 120
/** A role that was given or taken back holds within seconds, on this screen too. */
const askEverySeconds = 4

/** Who sits here, and how long the session lasts. The server's clock decides; this one only counts down. */
export class Session {
  state: 'asking' | 'stranger' | 'second-factor' | 'in' | 'failed' = $state('asking')
  me: SignedIn | null = $state.raw(null)
  secondsLeft = $state(Number.POSITIVE_INFINITY)
  /** Why somebody who was signed in no longer is. */
  ended = $state(false)
  readonly warns = $derived(this.state === 'in' && this.secondsLeft <= warningSeconds)

  #calls: Calls
  #sinceAsked = 0
  /** Whoever sat here last: another person gets a page that remembers nothing. */
  #account: string | null = null

  constructor(calls: Calls) {
    this.#calls = calls
  }

  has(power: Power): boolean {
    return this.me?.actor.powers.includes(power) ?? false
  }

  /** Whoever has some power may look at the portal; changing it takes the power to build. */
  get looksOn(): boolean {
    return !this.has('build') && (this.me?.actor.powers.length ?? 0) > 0
  }

  /** Whether a page is for this person: to work on, or to look at. */
  opens({
    needs,
    orNeeds,
    isShown = false,
  }: {
    needs: Power | null
    orNeeds?: Power
    isShown?: boolean
  }): boolean {
    if (orNeeds !== undefined && this.has(orNeeds)) return true
    return needs === null || this.has(needs) || (isShown && this.looksOn)
  }

  async ask(): Promise<void> {
    this.#sinceAsked = 0
    try {
      this.#take(await this.#calls.session.whoAmI.query())
    } catch {
      if (this.state === 'asking') this.state = 'failed'
    }
  }

  #take(who: WhoAmI): void {
    if (!who.signedIn) {
      this.ended ||= this.me !== null || wasIn.get()
      this.me = null
      this.state = 'stranger'
      return
    }
    if (this.#account !== null && this.#account !== who.actor.account) location.assign('/')
    this.#account = who.actor.account
    this.me = who
    this.ended = false
    wasIn.set(true)
    this.secondsLeft = who.secondsLeft
    this.state = who.secondFactor === 'needed' ? 'second-factor' : 'in'
  }

  /** Counts one second; asks the server again now and then, because another tab may have extended the session. */
  tick(): void {
    if (this.state !== 'in') return
    this.secondsLeft = Math.max(0, this.secondsLeft - 1)
    this.#sinceAsked += 1
    const isTurning = this.secondsLeft === 0 || this.secondsLeft === warningSeconds + 1
    if (isTurning || this.#sinceAsked >= askEverySeconds) void this.ask()
  }

  async extend(): Promise<void> {
    try {
      this.secondsLeft = (await this.#calls.session.extend.mutate()).secondsLeft
    } catch {
      await this.ask()
    }
  }

  /** Answers what to show next, or the sentence that says why not. */
  async signIn(
    name: string,
    password: string,
    code: string,
  ): Promise<{ next: 'done' | 'code' } | { no: string }> {
    try {
      const typed = code.replaceAll(/\s/g, '')
      const answer = await this.#calls.session.signIn.mutate({
        name,
        password,
        ...(typed ? { code: typed } : {}),
      })
      if (answer.next === 'done') await this.ask()
      return answer
    } catch (fault) {
      return { no: sentenceOf(refusalOf(fault)) }
    }
  }

  async signOut(): Promise<void> {
    try {
      await this.#calls.session.signOut.mutate()
    } finally {
      wasIn.set(false)
      location.assign('/')
    }
  }

  /** Proves again who sits here, before a step that needs it. Answers the sentence that says why not, or null. */
  async confirm(password: string, code: string): Promise<string | null> {
    try {
      const typed = code.replaceAll(/\s/g, '')
      await this.#calls.session.confirm.mutate({ password, ...(typed ? { code: typed } : {}) })
      return null
    } catch (fault) {
      return sentenceOf(refusalOf(fault))
    }
  }
}
