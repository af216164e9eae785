/** One answer among those that can be chosen. */
export type Choice = {
  readonly id: string
  readonly label: string
  readonly hint?: string
  /** The heading it stands under: the day of a time. */
  readonly group?: string
  /** When it takes place, as an instant. */
  readonly at?: string
  /** What it is called where it stands alone. */
  readonly name?: string
  /** It begins so soon that there is less time to answer than usual; the hint says by when. */
  readonly isSoon?: boolean
  /** It was offered before and is no longer: known by name, and not to be chosen. */
  readonly isGone?: boolean
}
