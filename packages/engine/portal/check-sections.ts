import { formName, sectionName } from './name.ts'
import type { Form, Portal } from './portal.ts'
import { errorAt, hintAt, type Path, type Problem } from './problem.ts'

/** A question of no section, or of one that is gone, comes into the first by one click. */
const placeProblems = (portal: Portal, id: string, form: Form): readonly Problem[] =>
  form.questions.flatMap(({ section }, at): readonly Problem[] => {
    const path: Path = ['forms', id, 'questions', at]
    const [first = null] = form.order ?? []
    const fix = { fix: { kind: 'move-question', form: id, at, to: at, section: first } } as const
    if (section !== undefined && !Object.hasOwn(form.sections ?? {}, section)) {
      const sentence = `This question belongs to a section "${section}", which ${formName(portal, id)} does not have.`
      return [errorAt('unknown-section', [...path, 'section'], sentence, fix)]
    }
    if (section !== undefined || first === null) return []
    const sentence = `This question is in no section of ${formName(portal, id)}, so it is asked before all of them.`
    return [hintAt('question-in-no-section', path, sentence, fix)]
  })

/** A section nothing is asked in is not shown to anybody. */
export const sectionProblems = (portal: Portal, id: string, form: Form): readonly Problem[] => [
  ...placeProblems(portal, id, form),
  ...Object.keys(form.sections ?? {})
    .filter((section) => !form.questions.some((question) => question.section === section))
    .map((section) =>
      hintAt(
        'section-empty',
        ['forms', id, 'sections', section],
        `Nothing is asked in ${sectionName(portal, id, section)}, so nobody sees it. Move a question there, or take it away.`,
        { fix: { kind: 'remove-section', form: id, section } },
      ),
    ),
]
