import type { RefusalCode } from '@portico/engine/refusal'

export const refusals = {
  'not-found': 'This is not there, or not for you.',
  'not-signed-in': 'You are not signed in any more. Please sign in again; what you typed is kept.',
  'second-factor-needed': 'Set up your second factor first.',
  'fresh-sign-in-needed': 'Please confirm that it is you.',
  'sign-in-failed':
    'That did not match. Check the e-mail address, the password and the code, then try again.',
  'too-many-tries': 'Too many tries. Please wait a little, then try again.',
  'answers-invalid': 'Something in the answers is not right.',
  'file-refused': 'This file cannot be taken.',
  'stale-version': 'Somebody else was faster. Load the page again.',
  'wrong-state': 'This is not possible at its present stage.',
  'only-when': 'The condition for this step is not met.',
  taken: 'Somebody was faster: that time is taken. Choose another.',
  'not-assignable': 'This colleague cannot have it.',
  'not-shreddable': 'This is not possible as it stands now. Load the page again.',
  'key-reused': 'This was sent twice with different content. Load the page again.',
  'not-publishable': 'The draft has problems that must be mended first.',
  'draft-changed':
    'Somebody else changed the draft meanwhile. It is loaded now: look at it again, then go on.',
  'publishing-stopped': 'The publishing was stopped. What was live is live, and the draft stays as it is.',
  'tables-held':
    'It could not be published: somebody or something is at work with a table and did not let go of it. What was live is live, and the draft stays as it is. Try again in a few minutes; if it happens again, tell whoever runs the server.',
  'approval-needed': 'This makes access wider, so a second person must agree first.',
  'reason-tells':
    'The reason may speak of somebody’s health. The trail keeps this for ever: name no patient and no illness.',
  'portal-changed': 'The portal has changed. Load the page again.',
  'not-acting-for': 'Nobody who works here can act for a patient.',
  'id-taken': 'There is something of this name already. Choose another name.',
  'account-exists': 'There is an account of this person, or with this address, already.',
} satisfies Record<RefusalCode, string>
