import type { Screen } from '../browser.ts'
import type { Counted } from './counted.ts'
import type { Hand } from './hand.ts'
import { KeyboardHand } from './keyboard-hand.ts'
import { MouseHand } from './mouse-hand.ts'

/** The hand this run is told with: the keyboard by day, the mouse where `HAND` says so. */
export const handName = process.env['HAND'] === 'mouse' ? 'mouse' : 'keyboard'

export const handOn = (screen: Screen, counted: Counted): Hand =>
  handName === 'mouse' ? new MouseHand(screen, counted) : new KeyboardHand(screen, counted)
