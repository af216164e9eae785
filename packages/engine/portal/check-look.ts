import { readableColour } from './brand-colours.ts'
import type { Portal } from './portal.ts'
import { hintAt, type Problem } from './problem.ts'

/** Screens darken a colour that nobody could read; who chose it should see the one that people get. */
export const checkLook = ({ look: { colour } }: Portal): readonly Problem[] => {
  const look = { colour: readableColour(colour) }
  if (look.colour === colour) return []
  return [
    hintAt(
      'colour-contrast',
      ['look', 'colour'],
      `${colour} is too light to read, so people get it darker. Choose a darker one, such as ${look.colour}.`,
      { fix: { kind: 'set-look', look } },
    ),
  ]
}
