/** What makes something: pressed twice by a quick finger, it is meant once. */
const makes = 'button[data-adds], button[type="submit"]'

/**
 * Keeps the second press of a double one, when the first made something, from whatever has come to stand under it, and the
 * focus where the first put it. What is pressed on and on, as undo, counts each time.
 */
export class SecondClick {
  #hasMade = false

  keep = (event: MouseEvent): void => {
    if (event.detail < 2) {
      if (event.type === 'click')
        this.#hasMade = event.target instanceof Element && event.target.closest(makes) !== null
    } else if (this.#hasMade) {
      event.preventDefault()
      event.stopPropagation()
    }
  }
}
