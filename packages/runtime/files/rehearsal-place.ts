import type { z } from 'zod'
import type { DeepReadonly } from '@portico/engine/brand'
import type { asks } from '../rehearsal-answers.ts'
import {
  keptRun,
  readState,
  setAside,
  wantedRun,
  writeWanted,
  type RehearsalState,
  type Wanted,
} from '../wanted-rehearsal.ts'

type Asks = typeof asks
export type RehearsalPlace = {
  /** False where nobody would start its processes. */
  readonly canStart: boolean
  /** Where it is once it is up; null where it never will be. */
  readonly url: string | null
  /** Null when it is not wanted; without a step as long as nobody has begun with it. */
  readonly state: () =>
    (Omit<RehearsalState, 'step'> & { readonly step: RehearsalState['step'] | 'asked' }) | null
  /** The run that was set aside and could go on. */
  readonly kept: () => string | null
  readonly want: (wanted: Wanted) => void
  readonly stop: () => void
  /** Asks it; null when it does not answer. */
  readonly ask: <What extends keyof Asks, Answer>(
    what: What,
    input: DeepReadonly<z.input<Asks[What]>>,
    schema: z.ZodType<Answer>,
  ) => Promise<Answer | null>
}

const patienceMs = 90_000

const answered = async (
  { control, secret }: { readonly control: string; readonly secret: string },
  what: string,
  input: unknown,
): Promise<unknown> => {
  const answer = await fetch(new URL(`/${what}`, control), {
    method: 'POST',
    headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
    body: JSON.stringify(input),
    signal: AbortSignal.timeout(patienceMs),
  })
  return answer.ok ? answer.json() : null
}

/** The folder in which a rehearsal environment is asked for, and the door of the one that runs. */
export const openRehearsalPlace = (
  place: { readonly folder: string; readonly url: string } | null,
): RehearsalPlace => {
  const folder = place?.folder ?? null
  const state: RehearsalPlace['state'] = () => {
    const run = folder === null ? null : wantedRun(folder)
    if (folder === null || run === null) return null
    const told = readState(folder)
    return told?.run === run ? told : { run, step: 'asked', up: null }
  }
  return {
    canStart: folder !== null,
    url: place?.url ?? null,
    state,
    kept: () => (folder === null ? null : keptRun(folder)),
    want: (wanted) => {
      if (folder !== null) writeWanted(folder, wanted)
    },
    stop: () => {
      if (folder !== null) setAside(folder)
    },
    ask: async (what, input, schema) => {
      const up = state()?.up
      if (!up) return null
      // One that is just being stopped answers no more.
      const answer = await answered(up, what, input).catch(() => null)
      return answer === null ? null : schema.parse(answer)
    },
  }
}
