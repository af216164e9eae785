/** Something that happened to a request, as it is told. */
export type Moment = {
  readonly at: string
  readonly what: string
  readonly who: string
  readonly when: string
}
