import { tick } from 'svelte'

/** Brings what answers a press into sight, and the keyboard to it. */
export const toAnswer = async (place: HTMLElement | null): Promise<void> => {
  await tick()
  place?.scrollIntoView({ block: 'center' })
  place?.focus({ preventScroll: true })
}
