import { createTRPCClient, httpLink, TRPCClientError, type TRPCClient } from '@trpc/client'
import type { Refusal } from '@portico/engine/refusal'
import type { Router } from '@portico/runtime/router'

export type Door = 'portal' | 'office'
export type Api = TRPCClient<Router>

/** Somebody with a browser's cookies and no screen: speaks to a door as the screens do. */
export class Person {
  readonly api: Api
  readonly url: string
  readonly standsFor: string | null
  cookie = ''
  /** Every address this browser went to. */
  readonly addresses: string[] = []

  constructor(url: string, standsFor: string | null = null) {
    this.url = url
    this.standsFor = standsFor
    this.api = createTRPCClient<Router>({
      links: [
        httpLink({
          url: `${url}/trpc`,
          methodOverride: 'POST',
          headers: () => ({
            'x-portico': '1',
            cookie: this.cookie,
            ...(this.standsFor === null ? {} : { 'x-portico-for': this.standsFor }),
            'user-agent': 'Portico test Firefox/130 (X11; Linux)',
          }),
          fetch: async (input, { signal, ...init } = {}) =>
            this.#take(await fetch(input, { ...init, signal: signal ?? null })),
        }),
      ],
    })
  }

  /** The same session, making its calls for a patient: another tab in which she acts for somebody. */
  standingFor(patient: string): Person {
    const person = new Person(this.url, patient)
    person.cookie = this.cookie
    return person
  }

  #take(answer: Response): Response {
    this.addresses.push(answer.url)
    const set = answer.headers.getSetCookie()[0]
    if (set !== undefined) this.cookie = set.split(';')[0] ?? ''
    return answer
  }
}

/** The refusal a call ends in; a call that is granted, or that breaks, fails the test. */
export const refusalOf = async (call: Promise<unknown>): Promise<Refusal> => {
  try {
    await call
  } catch (fault) {
    if (fault instanceof TRPCClientError) {
      const data: unknown = fault.data
      if (typeof data === 'object' && data !== null && 'refusal' in data && isRefusal(data.refusal))
        return data.refusal
    }
    throw fault
  }
  throw new Error('The call was granted.')
}

const isRefusal = (value: unknown): value is Refusal =>
  typeof value === 'object' && value !== null && 'code' in value
