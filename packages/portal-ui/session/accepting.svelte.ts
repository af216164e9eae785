import { passwordLengthMin } from '@portico/engine/access/open-account'
import { api } from '../call/api.ts'
import { failureInWords, refusalOf } from '../call/failure.ts'
import { invitedWords } from '../words/invited.ts'
import { reader } from '../words/reader.svelte.ts'
import { waitInWords } from '../words/when.ts'
import { session } from './session.svelte.ts'

type Problem = { readonly field: 'name' | 'code' | 'password'; readonly sentence: string }

/** What somebody who was invited types the first time. */
export class Accepting {
  name = $state('')
  code = $state('')
  password = $state('')
  isSending = $state(false)
  problems = $state.raw<readonly Problem[]>([])

  problem(field: Problem['field']): string | null {
    return this.problems.find((problem) => problem.field === field)?.sentence ?? null
  }

  async send(): Promise<void> {
    if (this.isSending) return
    this.problems = this.#missing()
    if (this.problems.length > 0) return
    this.isSending = true
    try {
      const { code, password } = this
      await api.session.acceptInvitation.mutate({ name: this.name.trim(), code, password })
      await session.begin()
    } catch (error) {
      this.problems = [this.#problemOf(error)]
    } finally {
      this.isSending = false
    }
  }

  #missing(): readonly Problem[] {
    const { signIn } = reader.words
    const invited = invitedWords[reader.language]
    return [
      ...(this.name.trim() === '' ? [{ field: 'name', sentence: signIn.noName } as const] : []),
      ...(this.code.trim() === '' ? [{ field: 'code', sentence: invited.noCode } as const] : []),
      ...(this.password.length < passwordLengthMin
        ? [{ field: 'password', sentence: invited.short(passwordLengthMin) } as const]
        : []),
    ]
  }

  #problemOf(error: unknown): Problem {
    const refusal = refusalOf(error)
    if (refusal?.code === 'sign-in-failed')
      return { field: 'code', sentence: invitedWords[reader.language].failed }
    if (refusal?.code !== 'too-many-tries')
      return { field: 'name', sentence: failureInWords(error, reader.words) }
    const wait = waitInWords(refusal.retryAfterSeconds, reader.language)
    return { field: 'name', sentence: reader.words.signIn.tooMany(wait) }
  }
}
