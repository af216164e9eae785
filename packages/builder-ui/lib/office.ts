import { calls } from '#lib/calls.ts'
import { Draft } from '#lib/draft/draft.svelte.ts'
import { Session } from '#lib/session/session.svelte.ts'
import { WhoIsHere } from '#lib/session/who-is-here.svelte.ts'

/** The one session and the one draft of this page. */
export const session = new Session(calls)
export const draft = new Draft(calls, () => session.me?.actor.account ?? '')
export const whoIsHere = new WhoIsHere(calls, session, draft)
