import type { Portal } from '@portico/engine/portal/portal'
import { freeTables } from './free-tables.ts'
import { NewWorkflow } from './new-workflow.svelte.ts'
import { dropAnswers, keepAnswers, keptAnswers } from './wizard-kept.ts'

/** What somebody answered so far. It outlives the page, so that neither a look at Roles & permissions nor a reload loses it. */
class WizardAnswers {
  made = new NewWorkflow()
  /** The table she came from for a workflow of its own, while she goes on with what she had begun of something else. */
  other: string | null = null
  #account = ''
  /** How they stood before anything was answered. */
  #begun = ''

  /** Goes on where she was, or begins with the table she came from, one she has just made, or something new. */
  begin(portal: Portal, live: Portal, account: string, wanted: string): void {
    if (account !== this.#account) this.#recall(account)
    const free = freeTables(portal)
    if (this.#goesOn(free)) {
      this.other = free.includes(wanted) && wanted !== this.made.table ? wanted : null
      return this.made.fit(portal)
    }
    this.forget()
    this.#account = account
    const isJustMade = (table: string): boolean => !Object.hasOwn(live.tables, table)
    const table = free.includes(wanted) ? wanted : free.findLast(isJustMade)
    if (table === undefined) this.made.chooseNew(portal)
    else this.made.chooseTable(portal, table)
    this.#begun = JSON.stringify(this.made.kept)
  }

  keep(): void {
    const { kept } = this.made
    if (JSON.stringify(kept) !== this.#begun) keepAnswers(this.#account, kept)
  }

  forget(): void {
    this.made = new NewWorkflow()
    this.other = null
    this.#account = ''
    this.#begun = ''
    dropAnswers()
  }

  #recall(account: string): void {
    const kept = keptAnswers(account)
    this.made = kept ? NewWorkflow.of(kept) : new NewWorkflow()
    this.#account = kept ? account : ''
    this.#begun = ''
  }

  /** Hers, begun, and of something that can still have a workflow. */
  #goesOn(free: readonly string[]): boolean {
    const { about, table, kept } = this.made
    if (this.#account === '' || JSON.stringify(kept) === this.#begun) return false
    return about === 'new' || table === '' || free.includes(table)
  }
}

export const wizardAnswers = new WizardAnswers()
