/** Spaces out wrong tries at signing in, for one name and for one address. */
export type TrySpacing = {
  /** Seconds to wait before the next try; 0 when it may be made. */
  readonly wait: (name: string, address: string) => Promise<number>
  readonly failed: (name: string, address: string) => Promise<void>
  readonly succeeded: (name: string) => Promise<void>
}
