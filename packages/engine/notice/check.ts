import { classWords, isPrivate } from '../field/class.ts'
import type { Field, Portal } from '../portal/portal.ts'
import { errorAt, hintAt, type Path, type Problem } from '../portal/problem.ts'
import { labelOf, languages } from '../portal/text.ts'
import { isVariable, variableNames } from './variable.ts'
import { positionIn, readWordingTree, type Fault, type FaultReason } from './wording-tree.ts'

const allowed = `A message can have ${variableNames.map((name) => `{{${name}}}`).join(', ')}.`

const sentences = {
  unescaped:
    'Write a variable with two brackets, as {{link}}. Three brackets or {{& would put text in unchecked.',
  block:
    'A message cannot decide or repeat: a part that is there only sometimes tells something. Remove {{#...}} and {{/...}}.',
  partial: 'A message cannot bring in another text. Write the words here.',
  comment: 'A message cannot have hidden remarks. Remove {{!...}}.',
  helper: `Only a single word can stand between the brackets. ${allowed}`,
  path: `Only a single word can stand between the brackets, without dots, "this" or "@". ${allowed}`,
  literal: `Between the brackets stands the name of a variable, not a text or a number. ${allowed}`,
  spaces: 'Remove the ~ from the brackets; a message keeps its spaces as written.',
  unreadable:
    'These brackets cannot be read: something is missing or too many. Write a variable as {{link}}.',
} as const satisfies Record<Exclude<FaultReason, 'name'>, string>

type Found = { readonly id: string; readonly field: Field }

/** Tables a notice is about come first, because that is whose field its writer means. */
const tablesAbout = (portal: Portal, notice: string): readonly string[] => {
  const about = Object.values(portal.workflows).flatMap((workflow) =>
    workflow.start.notice === notice ||
    Object.values(workflow.transitions).some((transition) => transition.notice === notice)
      ? [workflow.table]
      : [],
  )
  return [...new Set([...about, ...Object.keys(portal.tables)])]
}

const fieldMeant = (portal: Portal, notice: string, name: string): Found | undefined =>
  tablesAbout(portal, notice)
    .flatMap((table) => Object.entries(portal.tables[table]?.fields ?? {}))
    .map(([id, field]) => ({ id, field }))
    .find(({ id }) => id === name)

const aboutName = (portal: Portal, notice: string, name: string): string => {
  const found = fieldMeant(portal, notice, name)
  if (!found) return `There is no variable {{${name.slice(0, 60)}}}. ${allowed}`
  const label = `*${labelOf(found.id, found.field, 'en')}*`
  const { class: fieldClass, kind } = found.field
  if (fieldClass === 'identifier')
    return `${label} names the person and can never be in a message. Let {{link}} lead to it.`
  if (isPrivate(fieldClass))
    return `${label} is ${classWords[fieldClass]} and can never be in a message. Let {{link}} lead to it.`
  if (kind === 'text' || kind === 'long-text' || kind === 'address' || kind === 'list')
    return `${label} is free text, in which anything could be written, so it can never be in a message. ${allowed}`
  return `${label} is a field, and no field can be in a message. ${allowed}`
}

const problemOf = (portal: Portal, notice: string, path: Path, fault: Fault): Problem =>
  errorAt(
    `wording-${fault.reason}`,
    path,
    fault.reason === 'name' ? aboutName(portal, notice, fault.name) : sentences[fault.reason],
    { at: fault.at },
  )

/**
 * Fields inside brackets that have some other fault too: what is private is named at once, not only after the rest was
 * mended.
 */
const fieldsInFaults = (
  portal: Portal,
  notice: string,
  source: string,
  faults: readonly Fault[],
): readonly Fault[] => {
  const named = new Set(faults.flatMap(({ reason, name }) => (reason === 'name' ? [name] : [])))
  return [...source.matchAll(/\{\{[^}]{0,200}/g)].flatMap((tag) =>
    [...new Set(tag[0].replaceAll(/"[^"]*"|'[^']*'/g, '').match(/[a-z][a-z0-9_-]*/g) ?? [])]
      .filter(
        (name) => !named.has(name) && !isVariable(name) && fieldMeant(portal, notice, name) !== undefined,
      )
      .map((name): Fault => ({ reason: 'name', name, at: positionIn(source, tag.index) })),
  )
}

/** Every part of a notice's wording that could carry something private, each with its place. */
export const checkWording = (portal: Portal, notice: string): readonly Problem[] => {
  const declared = portal.notices[notice]
  if (!declared) return []
  return languages.flatMap((language): readonly Problem[] => {
    const wording = declared.wording[language]
    if (!wording) return []
    const path: Path = ['notices', notice, 'wording', language]
    const tree = { subject: readWordingTree(wording.subject), body: readWordingTree(wording.body) }
    const faults = (['subject', 'body'] as const).flatMap((part) => {
      const read = tree[part]
      if (read.ok) return []
      const hidden = fieldsInFaults(portal, notice, wording[part], read.faults)
      return [...read.faults, ...hidden].map((fault) => problemOf(portal, notice, [...path, part], fault))
    })
    const breaks = /[\r\n]/.test(wording.subject)
      ? [errorAt('wording-subject', [...path, 'subject'], 'A subject is one line. Remove the line break.')]
      : []
    const hasLink =
      !tree.body.ok || tree.body.pieces.some((piece) => piece.kind === 'variable' && piece.name === 'link')
    const lost = hasLink
      ? []
      : [
          hintAt(
            'wording-no-link',
            [...path, 'body'],
            'Without {{link}} people must find the request by themselves.',
          ),
        ]
    return [...faults, ...breaks, ...lost]
  })
}

export const checkWordings = (portal: Portal): readonly Problem[] =>
  Object.keys(portal.notices).flatMap((notice) => checkWording(portal, notice))
