/** What the records of random portals hold and their conditions ask for. */
export const words = ['red', 'green', 'blue'] as const
export const days = ['2026-11-20', '2026-11-23', '2026-11-30'] as const
/** Instants on those days at the practice of the random portals, some of which are another day in UTC. */
export const instants = [
  '2026-11-20T14:00:00.000Z',
  '2026-11-24T05:30:00.000Z',
  '2026-12-01T05:59:00.000Z',
] as const
export const states = ['submitted', 'waiting', 'done'] as const
export const queues = ['desk', 'nurse'] as const
export const addresses = ['1 A Street\n\nAda\nOK\n74820', '2 B Street\nFloor 3\nBay\nAR\n72411'] as const
export const times = ['08:30', '12:00', '16:45'] as const
export const amounts = [0, 0.5, 12.25] as const
export const kinds = ['routine', 'urgent'] as const
export const needs = ['chair', 'lift', 'quiet'] as const
