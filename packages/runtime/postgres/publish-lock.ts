/** Whoever acts shares this lock; who changes what decides holds it alone. */
export const publishLock = 7_041_778
