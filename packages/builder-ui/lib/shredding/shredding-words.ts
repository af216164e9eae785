import type { Refusal } from '@portico/engine/refusal'

type Reason = Extract<Refusal, { readonly code: 'not-shreddable' }>['reason']

export const shreddingWords = {
  page: 'Destroy data',
  lead: 'Destroys what is known of a patient, for good: every value, every earlier value, every file. One person asks, somebody else confirms. The audit trail stays.',
  choose: 'Choose the patient first.',
  askTitle: 'Ask for it',
  ask: 'Ask that her data be destroyed',
  hold: 'Forbid it by a legal hold',
  list: 'Asked for, forbidden and done',
  none: 'Nobody’s data is to be destroyed, and no legal hold is in force.',
  unnamed: 'A patient whose name you cannot read',
  destroyed: 'A patient whose data is destroyed',
  askedBy: (name: string | null, when: string) => `Asked for by ${name ?? 'a colleague'}, ${when}`,
  held: (when: string) => `Legal hold since ${when}: nobody can destroy this patient’s data.`,
  done: (when: string) => `Destroyed ${when}.`,
  confirm: 'Confirm and destroy',
  withdraw: 'Withdraw',
  release: 'Lift the hold',
  sureTitle: (name: string) => `Destroy everything about ${name}?`,
  sure: 'Nothing and nobody can bring it back. She can no longer sign in, and nothing more can be written about her.',
  understood: 'I have checked that nothing obliges the practice to keep it.',
  destroy: 'Destroy it now',
  tick: 'Tick the sentence above first.',
  said: {
    ask: 'Asked for. Somebody else confirms it; until then nothing is destroyed.',
    confirm: 'Done. Her keys are destroyed; what they sealed opens for nobody any more.',
    withdraw: 'Withdrawn. Nothing was destroyed.',
    hold: 'Held. Nobody can destroy her data until the hold is lifted.',
    release: 'The hold is lifted.',
  },
  reasons: {
    held: 'A legal hold forbids it.',
    'not-held': 'There is no hold to lift.',
    asked: 'Somebody has asked for it already.',
    'not-asked': 'Nobody has asked for it.',
    'same-person': 'You asked for it: somebody else confirms it.',
  } satisfies Record<Reason, string>,
} as const
