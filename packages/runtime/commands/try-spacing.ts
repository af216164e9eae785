/** Spaces out wrong tries at signing in, for one name and for one address. */
export type TrySpacing = {
  /** Counts a try before it is made, so that many at once are many; seconds to wait, or 0 when it may be made. */
  readonly begin: (name: string, address: string) => Promise<number>
  /** The try was right as far as it went, so it does not count. */
  readonly forgive: (name: string, address: string) => Promise<void>
  readonly succeeded: (name: string, address: string) => Promise<void>
}
