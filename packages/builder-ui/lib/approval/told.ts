/** The version whose approval somebody has read of already: an answer is told once, and not each time she comes back. */
export const told: { approved: number | null } = { approved: null }
