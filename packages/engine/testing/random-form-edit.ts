import type { Edit } from '../portal/edit.ts'
import type { Portal } from '../portal/portal.ts'
import type { Random } from './random.ts'
import {
  check,
  condition,
  form,
  idIn,
  maybe,
  newId,
  perhaps,
  placeIn,
  prefill,
  question,
  tableOfForm,
  text,
} from './random-parts.ts'

type Kind = Extract<
  Edit['kind'],
  `${string}-form` | `${string}-question` | `${string}-section` | `${string}-check`
>
type Makers = {
  readonly [One in Kind]: (random: Random, portal: Portal) => Extract<Edit, { readonly kind: One }>
}

const inForm = (random: Random, portal: Portal) => {
  const id = idIn(random, portal.forms)
  return { form: id, section: idIn(random, portal.forms[id]?.sections), declared: portal.forms[id] }
}

/** One for every kind of edit of a form. */
export const formMakers = {
  'add-form': (random, portal) => ({
    kind: 'add-form',
    form: newId(random, portal.forms),
    as: form(random, portal),
  }),
  'remove-form': (random, portal) => ({ kind: 'remove-form', form: idIn(random, portal.forms) }),
  'add-question': (random, portal) => {
    const id = idIn(random, portal.forms)
    return {
      kind: 'add-question',
      form: id,
      question: question(random, portal, tableOfForm(portal, id)),
      ...perhaps(random, 'at', () => placeIn(random, portal.forms[id]?.questions)),
    }
  },
  'remove-question': (random, portal) => {
    const id = idIn(random, portal.forms)
    return { kind: 'remove-question', form: id, at: placeIn(random, portal.forms[id]?.questions) }
  },
  'move-question': (random, portal) => {
    const id = idIn(random, portal.forms)
    const questions = portal.forms[id]?.questions
    return {
      kind: 'move-question',
      form: id,
      at: placeIn(random, questions),
      to: placeIn(random, questions),
      ...maybe(random, 'section', () => idIn(random, portal.forms[id]?.sections)),
    }
  },
  'change-question': (random, portal) => {
    const id = idIn(random, portal.forms)
    return {
      kind: 'change-question',
      form: id,
      at: placeIn(random, portal.forms[id]?.questions),
      set: {
        ...maybe(random, 'title', () => text(random)),
        ...maybe(random, 'hint', () => text(random)),
        ...maybe(random, 'optional', () => random.chance(0.5)),
        ...maybe(random, 'only-when', () => condition(random, portal, tableOfForm(portal, id))),
        ...maybe(random, 'prefill', () => prefill(random)),
      },
    }
  },
  'add-section': (random, portal) => {
    const { form: id, declared } = inForm(random, portal)
    return {
      kind: 'add-section',
      form: id,
      section: newId(random, declared?.sections),
      as: { label: text(random), ...perhaps(random, 'hint', () => text(random)) },
      ...perhaps(random, 'at', () => placeIn(random, declared?.order)),
    }
  },
  'change-section': (random, portal) => {
    const { form: id, section } = inForm(random, portal)
    const set = {
      ...perhaps(random, 'label', () => text(random)),
      ...maybe(random, 'hint', () => text(random)),
    }
    return { kind: 'change-section', form: id, section, set }
  },
  'move-section': (random, portal) => {
    const { form: id, section, declared } = inForm(random, portal)
    return { kind: 'move-section', form: id, section, to: placeIn(random, declared?.order) }
  },
  'remove-section': (random, portal) => {
    const { form: id, section } = inForm(random, portal)
    return { kind: 'remove-section', form: id, section }
  },
  'add-check': (random, portal) => {
    const { form: id, declared } = inForm(random, portal)
    return {
      kind: 'add-check',
      form: id,
      check: newId(random, declared?.checks),
      as: check(random, portal, id),
    }
  },
  'change-check': (random, portal) => {
    const { form: id, declared } = inForm(random, portal)
    const as = check(random, portal, id)
    return {
      kind: 'change-check',
      form: id,
      check: idIn(random, declared?.checks),
      set: {
        ...perhaps(random, 'only-when', () => as['only-when']),
        ...perhaps(random, 'say', () => as.say),
      },
    }
  },
  'remove-check': (random, portal) => {
    const { form: id, declared } = inForm(random, portal)
    return { kind: 'remove-check', form: id, check: idIn(random, declared?.checks) }
  },
} satisfies Makers
