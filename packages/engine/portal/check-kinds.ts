import { isPrivate } from '../field/class.ts'
import { fieldName } from './name.ts'
import { own } from './own.ts'
import type { Field, Portal } from './portal.ts'
import { errorAt, hintAt, type Path, type Problem } from './problem.ts'

const isFreeText = ({ kind, of }: Field): boolean => kind === 'text' || kind === 'long-text' || of === 'text'

/** What staff type freely about a patient ends up about health, whatever the field was meant for. */
const freeTextHint = (portal: Portal, table: string, id: string, field: Field): readonly Problem[] => {
  if (isPrivate(field.class) || !isFreeText(field) || own(portal.tables, table)?.patient === undefined)
    return []
  return [
    hintAt(
      'free-text-not-private',
      ['tables', table, 'fields', id, 'class'],
      `Anything can be typed into ${fieldName(portal, table, id)}, health facts too. Consider the answer "about health".`,
      { fix: { kind: 'change-field', table, field: id, set: { class: 'clinical' } } },
    ),
  ]
}

const listProblems = (portal: Portal, table: string, id: string, field: Field): readonly Problem[] => {
  const path: Path = ['tables', table, 'fields', id]
  const name = fieldName(portal, table, id)
  if ((field.kind === 'list') === (field.of !== undefined)) return []
  if (field.kind === 'list') return [errorAt('list-of-nothing', path, `${name} is a list. Say of what.`)]
  return [
    errorAt('field-setting', [...path, 'of'], `${name} is no list, so it is not of anything.`, {
      fix: { kind: 'change-field', table, field: id, set: { of: null } },
    }),
  ]
}

const statementProblems = (portal: Portal, table: string, id: string, field: Field): readonly Problem[] => {
  const path: Path = ['tables', table, 'fields', id]
  const name = fieldName(portal, table, id)
  if (field.kind !== 'signature') {
    const sentence = `${name} is no signature, so there is nothing to sign.`
    const fix = { fix: { kind: 'change-field', table, field: id, set: { statement: null } } } as const
    return field.statement ? [errorAt('field-setting', [...path, 'statement'], sentence, fix)] : []
  }
  return [
    ...(field.statement
      ? []
      : [
          errorAt(
            'signature-without-statement',
            [...path, 'statement'],
            `Say what people sign with ${name}, such as "What I said is true."`,
          ),
        ]),
    ...(isPrivate(field.class)
      ? []
      : [
          errorAt(
            'signature-not-private',
            [...path, 'class'],
            `${name} is somebody's name in her own hand, so it must be private.`,
            { fix: { kind: 'change-field', table, field: id, set: { class: 'identifier' } } },
          ),
        ]),
  ]
}

/** Where somebody lives names her. */
const addressHint = (portal: Portal, table: string, id: string, field: Field): readonly Problem[] => {
  const declared = own(portal.tables, table)
  const isAboutPatient = declared?.people === 'patient' || declared?.patient !== undefined
  if (field.kind !== 'address' || isPrivate(field.class) || !isAboutPatient) return []
  return [
    hintAt(
      'address-not-private',
      ['tables', table, 'fields', id, 'class'],
      `Where somebody lives tells who it is. Consider the answer "names the person" for ${fieldName(portal, table, id)}.`,
      { fix: { kind: 'change-field', table, field: id, set: { class: 'identifier' } } },
    ),
  ]
}

/** A file can hold anything, and lies encrypted under the key of the patient it is about. */
const attachmentProblems = (portal: Portal, table: string, id: string, field: Field): readonly Problem[] => {
  if (field.kind !== 'attachment' || isPrivate(field.class)) return []
  return [
    errorAt(
      'attachment-not-private',
      ['tables', table, 'fields', id, 'class'],
      `Anything can be in a file, so ${fieldName(portal, table, id)} must be private. Consider the answer "about health".`,
      { fix: { kind: 'change-field', table, field: id, set: { class: 'clinical' } } },
    ),
  ]
}

/** What a field of its kind must say, and how private it must be. */
export const kindProblems = (portal: Portal, table: string, id: string, field: Field): readonly Problem[] =>
  [freeTextHint, attachmentProblems, addressHint, statementProblems, listProblems].flatMap((part) =>
    part(portal, table, id, field),
  )
