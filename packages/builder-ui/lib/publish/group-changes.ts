export type Reviewed = any
export const groupChanges = (changes: readonly Reviewed[]) => [{ name: 'Changes', changes }]
export const badgesOf = (_change: Reviewed): readonly ('wider' | 'narrower')[] => []
