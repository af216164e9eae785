import { ok, refuse, type Result } from '../result.ts'
import { duplicateProblems } from './duplicates.ts'
import { sentencesOf } from './parse-sentence.ts'
import { limits, plainProblems, stopsParsing } from './plain.ts'
import { portalSchema, type Portal } from './portal.ts'
import { errorAt, type Problem } from './problem.ts'

const notAPortal = (input: unknown): Problem | null => {
  const isMap = typeof input === 'object' && input !== null && !Array.isArray(input)
  if (isMap && Object.keys(input).length > 0) return null
  const what =
    isMap || input === null || input === undefined
      ? 'There is nothing in this portal.'
      : 'This is not a portal.'
  return errorAt('not-a-portal', [], `${what} A portal is a map that begins with "portal:" and its id.`)
}

/** Turns a stranger's value into a portal, or says of each thing that is wrong where it stands. Never throws. */
export const parsePortal = (input: unknown): Result<Portal, readonly Problem[]> => {
  const nothing = notAPortal(input)
  if (nothing) return refuse([nothing])
  const early = plainProblems(input)
  if (stopsParsing(early)) return refuse(early)
  const parsed = portalSchema.safeParse(input)
  if (!parsed.success) {
    const late = parsed.error.issues.flatMap((issue) =>
      sentencesOf(issue, input).map(({ code, path, sentence }) => errorAt(code, path, sentence)),
    )
    return refuse([...early, ...late].slice(0, limits.problems))
  }
  const problems = [...early, ...duplicateProblems(parsed.data)]
  return problems.length === 0 ? ok(parsed.data) : refuse(problems.slice(0, limits.problems))
}
