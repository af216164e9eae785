import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { rehearsalProblems } from '../rehearsal/rehearsal-problems.ts'
import { apply } from './apply.ts'
import { check } from './check.ts'
import { parsePortal } from './parse.ts'
import { practice, practiceWith } from './practice.fixture.ts'
import { blocksPublishing, type Problem } from './problem.ts'

/**
 * One mistake a file: what is set or removed in the small sound practice, by dotted path, and the one Problem it must
 * give. A new rule comes with its mistake.
 */
const mistakeSchema = z.strictObject({
  set: z.record(z.string(), z.unknown()).optional(),
  remove: z.array(z.string()).optional(),
  problem: z.strictObject({
    code: z.string(),
    severity: z.enum(['error', 'hint']),
    path: z.string(),
    sentence: z.string(),
    /** The kind of edit that mends it with one click. */
    fix: z.string().optional(),
  }),
})
type Mistake = z.infer<typeof mistakeSchema>

const folder = fileURLToPath(new URL('mistakes/', import.meta.url))
const mistakes = readdirSync(folder).map((file): readonly [string, Mistake] => [
  file.replace('.yaml', ''),
  mistakeSchema.parse(parse(readFileSync(`${folder}${file}`, 'utf8'))),
])

const broken = ({ set = {}, remove = [] }: Mistake): unknown =>
  practiceWith({ ...set, ...Object.fromEntries(remove.map((path) => [path, undefined])) })

const problemsOf = (input: unknown): readonly Problem[] => {
  const parsed = parsePortal(input)
  if (!parsed.ok) return parsed.refusal
  const found = check(parsed.value)
  return blocksPublishing(found) ? found : [...found, ...rehearsalProblems(parsed.value)]
}

test('the practice that mistakes are planted in has no problem', () => {
  expect(problemsOf(practiceWith({}))).toEqual([])
  expect(rehearsalProblems(practice)).toEqual([])
})

test('at least 200 mistakes are planted', () => {
  expect(mistakes.length).toBeGreaterThanOrEqual(200)
})

test.each(mistakes)('%s gives exactly its problem, once', (_, mistake) => {
  const said = problemsOf(broken(mistake)).map(({ code, severity, path, sentence, fix }) => ({
    code,
    severity,
    path: path.join('.'),
    sentence,
    ...(fix && { fix: fix.kind }),
  }))
  expect(said).toEqual([mistake.problem])
})

const mendable = mistakes.filter(([, { problem }]) => problem.fix !== undefined)

test.each(mendable)('%s is mended by its fix', (_, mistake) => {
  const parsed = parsePortal(broken(mistake))
  if (!parsed.ok) throw new Error('Only what parses can be mended with one click.')
  const [problem] = check(parsed.value)
  if (!problem?.fix) throw new Error('There is no fix.')
  const mended = apply(parsed.value, problem.fix)
  expect(mended.ok && check(mended.value.portal).filter(({ code }) => code === problem.code)).toEqual([])
})
