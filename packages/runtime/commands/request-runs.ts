/** The durable runs of requests, as the relay needs them. */
export type RequestRuns = {
  /** Tells a request's run to look again, and starts the run where there is none. */
  readonly nudge: (request: string) => Promise<void>
  /** The namespace's own id: another one means another, empty Temporal. */
  readonly namespaceId: () => Promise<string>
  readonly close: () => Promise<void>
}
