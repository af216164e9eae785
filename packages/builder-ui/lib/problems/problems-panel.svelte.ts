/** Whether the problems stand beside the page. It stays open from page to page, until somebody closes it. */
export class ProblemsPanel {
  open = $state(false)
  /** What opened it, and takes the keyboard back. */
  button: HTMLElement | null = $state(null)

  toggle(): void {
    this.open = !this.open
  }

  close(): void {
    this.open = false
    this.button?.focus()
  }
}
