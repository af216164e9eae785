import { words } from '#lib/words.ts'
import type { Box, Part, Picture, Step } from './picture.ts'

const said = words.diagram

export const withWrong = (text: string, { wrong }: Part): string => (wrong ? `${text}; ${wrong.text}` : text)

/** A state as one reads it aloud. */
export const boxWords = (box: Box): string => withWrong([box.name, ...box.facts].join('; '), box)

/** A step as one reads it aloud: its name, where it leads, and by whom or when. */
export const stepWords = (step: Step, from: string, to: string | null): string => {
  const way = to === null ? said.stays : said.leads(from, to)
  return withWrong([step.name, way, step.how].join('; '), step)
}

/** The whole picture in words: each state, and under it what leaves it. */
export const pictureWords = ({ begin, boxes, steps }: Picture) => {
  const nameOf = (state: string | null): string => boxes.find((box) => box.state === state)?.name ?? ''
  return {
    begin: withWrong(`${said.begin(begin.who)} → ${nameOf(begin.to)}`, begin),
    states: boxes.map((box) => ({
      key: box.key,
      text: boxWords(box),
      steps: [
        ...box.stays.map((step) => ({ key: step.key, text: stepWords(step, box.name, null) })),
        ...steps
          .filter(({ from }) => from === box.state)
          .map((step) => ({ key: step.key, text: stepWords(step, box.name, nameOf(step.to)) })),
      ],
    })),
  }
}
