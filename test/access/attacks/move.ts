/** A move as the runtime would send it: a withdrawal, unless something else is said. */
export const move = (table: string, id: string, from: string, more: object = {}): string =>
  JSON.stringify({
    table,
    request: id,
    workflow: 'refill',
    transition: 'withdraw',
    from,
    to: 'withdrawn',
    version: 1,
    ends: true,
    keeps_deadlines: false,
    deadlines: [],
    effects: [],
    fields: [],
    ...more,
  })
