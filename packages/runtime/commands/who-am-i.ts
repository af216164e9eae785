import type { Result } from '@portico/engine/result'
import type { Context } from './call.ts'
import type { Actor } from '@portico/engine/access/actor'

export type WhoAmI =
  | { readonly signedIn: false }
  | {
      readonly signedIn: true
      readonly actor: Actor
      readonly secondFactor: 'on' | 'off' | 'needed'
      readonly idleSeconds: number
      readonly secondsLeft: number
    }

export const whoAmI = (_context: Context): Promise<Result<WhoAmI>> => Promise.reject(new Error('not built'))
