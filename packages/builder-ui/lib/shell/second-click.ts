/** What makes something: pressed twice by a quick finger, it is meant once. */
const makes = 'button[data-adds], button[type="submit"]'

const isMaking = ({ target }: MouseEvent): boolean =>
  target instanceof Element && target.closest(makes) !== null
let wasMaking = false

/**
 * Keeps the second press of a double one from anything that adds or sends, and from what the first one brought in its
 * place. What is pressed on and on, as undo, counts each time.
 */
export const keepSecondClick = (event: MouseEvent): void => {
  if (event.detail < 2) {
    wasMaking = isMaking(event)
    return
  }
  if (!wasMaking && !isMaking(event)) return
  event.preventDefault()
  event.stopPropagation()
}
