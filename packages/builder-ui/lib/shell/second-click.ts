/** What makes something: pressed twice by a quick finger, it is meant once. */
const makes = 'button[data-adds], button[type="submit"]'

/** Keeps the second press of a double one from anything that adds or sends. What is pressed on and on, as undo, counts each time. */
export const keepSecondClick = (event: MouseEvent): void => {
  if (event.detail < 2 || !(event.target instanceof Element) || !event.target.closest(makes)) return
  event.preventDefault()
  event.stopPropagation()
}
