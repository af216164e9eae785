import type { Verb } from './portal.ts'
import type { Path } from './problem.ts'
import type { Language } from './text.ts'

type Of<Kind extends string, Rest extends object = object> = { readonly kind: Kind } & Readonly<Rest>
type InTable = { table: string }
type InField = { table: string; field: string }
type InWorkflow = { workflow: string }
/** One stretch of the matrix: these cells of one role, verb and table changed in the same way. */
type Cells = { role: string; table: string; verb: Verb; fields: readonly string[] }

/** What is different, as tagged values: the runtime builds on these and never on the sentence. */
export type Difference =
  | Of<'add-table' | 'retire-table', InTable>
  | Of<'change-ownership', InTable>
  | Of<'add-field' | 'retire-field', InField>
  | Of<
      | 'change-kind'
      | 'change-class'
      | 'change-target'
      | 'change-once'
      | 'change-limits'
      | 'change-expression'
      | 'add-index'
      | 'drop-index',
      InField
    >
  | Of<'add-option' | 'retire-option', InField & { option: string }>
  | Of<'grant' | 'revoke' | 'change-condition', Cells>
  | Of<
      'add-role' | 'remove-role' | 'change-audience' | 'change-proxy' | 'change-powers' | 'change-idle',
      { role: string }
    >
  | Of<'add-form' | 'remove-form' | 'change-form', { form: string }>
  | Of<'add-queue' | 'remove-queue' | 'change-queue', { queue: string }>
  | Of<'add-workflow' | 'remove-workflow' | 'change-start' | 'change-order', InWorkflow>
  | Of<'add-state' | 'remove-state' | 'change-state', InWorkflow & { state: string }>
  | Of<'add-transition' | 'remove-transition' | 'change-transition', InWorkflow & { transition: string }>
  | Of<'add-notice' | 'remove-notice' | 'change-receiver', { notice: string }>
  | Of<'add-rehearsal' | 'remove-rehearsal' | 'change-rehearsal', { rehearsal: string }>
  | Of<'accept-words' | 'withdraw-words'>
  | Of<'change-wording', { notice: string; language: Language }>
  | Of<'change-words' | 'change-hours' | 'change-practice' | 'change-logo'>

/** Words that change, as they were and as they will be; null where there were or will be none. */
export type Reworded = {
  readonly language: Language
  readonly before: string | null
  readonly after: string | null
}

/** A picture that changes, as it was and as it will be, as `logo-picture.ts` says; null where there was or will be none. */
export type Redrawn = { readonly before: string | null; readonly after: string | null }

/** What a difference means for people. */
export type Consequence = {
  readonly path: Path
  /** What an office manager reads before publishing. */
  readonly sentence: string
  /** Somebody can do or see more than before. */
  readonly widens: boolean
  /** Somebody can do or see less. */
  readonly narrows: boolean
  /** Values people have written are out of reach afterwards; they are kept, and destroyed by nothing but shredding. */
  readonly losesData: boolean
  /** It reaches requests already under way. The process they began with stays theirs; the rest is always live. */
  readonly touchesOpenRequests: boolean
  /** The words themselves, when words are what changes: a reviewer judges those, not that they differ. */
  readonly reworded?: readonly Reworded[]
  /** The pictures themselves, when a picture is what changes. */
  readonly redrawn?: Redrawn
}

export type Change = Difference & Consequence

const calm = { widens: false, narrows: false, losesData: false, touchesOpenRequests: false }

/** A change with the consequences that are named, and no others. */
export const changeOf = (
  difference: Difference,
  path: Path,
  sentence: string,
  consequences: Partial<typeof calm> & Pick<Consequence, 'reworded' | 'redrawn'> = {},
): Change => ({ ...difference, path, sentence, ...calm, ...consequences })
