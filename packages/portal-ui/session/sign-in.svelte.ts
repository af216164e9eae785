import { api, type DemoAccount } from '../call/api.ts'
import { failureInWords, refusalOf } from '../call/failure.ts'
import { reader } from '../words/reader.svelte.ts'
import { waitInWords } from '../words/when.ts'
import { digitsOf, isCode } from './code.ts'
import { session } from './session.svelte.ts'

type Problem = { readonly field: 'name' | 'password' | 'code'; readonly sentence: string }

/** What somebody types to sign in, and how far she has got. */
export class SigningIn {
  name = $state('')
  password = $state('')
  code = $state('')
  asksCode = $state(false)
  isSending = $state(false)
  problems = $state.raw<readonly Problem[]>([])

  problem(field: Problem['field']): string | null {
    return this.problems.find((problem) => problem.field === field)?.sentence ?? null
  }

  use({ email, password, code }: DemoAccount) {
    this.name = email
    this.password = password
    this.code = code ?? ''
    this.asksCode = code !== null
    this.problems = []
  }

  async send(): Promise<void> {
    if (this.isSending) return
    this.problems = this.#missing()
    if (this.problems.length > 0) return
    this.isSending = true
    try {
      await this.#sendNow()
    } catch (error) {
      this.problems = [this.#problemOf(error)]
    } finally {
      this.isSending = false
    }
  }

  async #sendNow(): Promise<void> {
    const code = this.asksCode ? { code: digitsOf(this.code) } : {}
    const { next } = await api.session.signIn.mutate({
      name: this.name.trim(),
      password: this.password,
      ...code,
    })
    if (next === 'code') this.asksCode = true
    else await session.begin()
  }

  #missing(): readonly Problem[] {
    const { noName, noPassword, noCode } = reader.words.signIn
    return [
      ...(this.name.trim() === '' ? [{ field: 'name', sentence: noName } as const] : []),
      ...(this.password === '' ? [{ field: 'password', sentence: noPassword } as const] : []),
      ...(this.asksCode && !isCode(this.code) ? [{ field: 'code', sentence: noCode } as const] : []),
    ]
  }

  #problemOf(error: unknown): Problem {
    const refusal = refusalOf(error)
    if (refusal?.code !== 'too-many-tries')
      return { field: this.asksCode ? 'code' : 'name', sentence: failureInWords(error, reader.words) }
    const wait = waitInWords(refusal.retryAfterSeconds, reader.language)
    return { field: 'name', sentence: reader.words.signIn.tooMany(wait) }
  }
}
