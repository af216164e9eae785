import type { Portal } from '../portal/portal.ts'

/** A portal as its people meet it: which walks are kept as rehearsals changes nothing for any of them. */
export const walkedAs = ({ rehearsals: _, ...met }: Portal): Portal => met
