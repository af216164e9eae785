/** How far the clock of a rehearsal environment is ahead of the world's, as its page says; nothing anywhere else. */
const aheadMs =
  typeof document === 'undefined'
    ? 0
    : Number(document.querySelector('.rehearsal')?.getAttribute('data-ahead') ?? 0)

/** The moment it is for the portal: what is late, and what may still be chosen, is told by this. */
export const nowMs = (): number => Date.now() + aheadMs
