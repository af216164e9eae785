import type { Attachment } from 'svelte/attachments'

let isPending = false

/** The page changes without a new document, so the next heading takes the focus, as a new page would. */
export const expectHeading = () => {
  isPending = true
}

/** Focuses a page's heading when it first appears after a navigation, however late its data came. */
export const focusHeading: Attachment<HTMLElement> = (heading) => {
  if (!isPending) return
  isPending = false
  heading.focus()
}
