import { contrastOnWhite, readable } from './contrast.ts'
import type { Portal } from './portal.ts'
import { hintAt, type Problem } from './problem.ts'

const contrastWanted = 4.5

/** Screens darken a colour that nobody could read; who chose it should see the one that people get. */
export const checkLook = ({ look: { colour } }: Portal): readonly Problem[] => {
  if (contrastOnWhite(colour) >= contrastWanted) return []
  const path = ['look', 'colour']
  const value = readable(colour)
  return [
    hintAt(
      'colour-contrast',
      path,
      `${colour} is too light to read on white, so people get it darker. Choose a darker one, such as ${value}.`,
      { fix: { kind: 'restore', parts: [{ path, value }] } },
    ),
  ]
}
