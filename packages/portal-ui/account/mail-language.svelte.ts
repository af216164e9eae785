import type { Language } from '@portico/engine/portal/text'
import { api, forOneself, inBackgroundFor } from '../call/api.ts'
import { client, noticeSignedOut } from '../call/client.ts'

/** What is known of it is asked for herself, whoever the tab acts for: it belongs to her account. */
export const mailLanguageAsked = () => ({
  queryKey: ['mail-language'],
  queryFn: () => api.contact.language.query(undefined, inBackgroundFor(null)),
})

/** Saying in which language one wants to be written to. */
export class MailLanguage {
  isSaving = $state(false)
  /** What was just said, and is so from now on. */
  saved = $state<Language | null>(null)
  failure = $state.raw<unknown>(null)

  async save(language: Language): Promise<void> {
    if (this.isSaving) return
    this.isSaving = true
    this.failure = null
    this.saved = null
    try {
      await api.contact.changeLanguage.mutate({ language }, forOneself)
      this.saved = language
      await client.invalidateQueries({ queryKey: ['mail-language'] })
    } catch (error) {
      noticeSignedOut(error)
      this.failure = error
    } finally {
      this.isSaving = false
    }
  }
}
