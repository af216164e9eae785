import type { Portal } from '@portico/engine/portal/portal'
import { NewNames } from '#lib/draft/new-names.svelte.ts'
import { freeTables } from './free-tables.ts'
import { NewWorkflow } from './new-workflow.svelte.ts'

/** What somebody answered so far. It outlives the page, so that a look at Roles & permissions loses nothing. */
class WizardAnswers {
  made = new NewWorkflow()
  names = new NewNames()
  #account = ''

  /** Whether there is something to go on with: hers, of a table that still has no workflow. */
  goesOn(portal: Portal, account: string, wanted: string): boolean {
    const { table } = this.made
    if (account === this.#account && freeTables(portal).includes(table) && ['', table].includes(wanted)) {
      this.made.fit(portal)
      return true
    }
    this.forget()
    this.#account = account
    return false
  }

  forget(): void {
    this.made = new NewWorkflow()
    this.names = new NewNames()
    this.#account = ''
  }
}

export const wizardAnswers = new WizardAnswers()
