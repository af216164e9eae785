import type { Notice, Portal } from '../portal/portal.ts'
import { inLanguage, labelOf, type Language, type Text } from '../portal/text.ts'
import type { Variable } from './variable.ts'

/** What a notice is about: ids of the portal, and two texts the runtime made of random ids. No record, no value. */
export type About = {
  readonly workflow: string
  readonly state: string
  readonly reference: string
  readonly link: string
}

/**
 * The values a message may show. Only `redact` can make one, so nothing else can reach a renderer: the class is
 * nominal through its private member, and its constructor is private.
 */
export class NoticeView {
  readonly #values: Readonly<Record<Variable, string>>

  private constructor(values: Readonly<Record<Variable, string>>) {
    this.#values = values
  }

  valueOf(name: Variable): string {
    return this.#values[name]
  }

  static redact(portal: Portal, notice: Notice, about: About, language: Language): NoticeView {
    const workflow = portal.workflows[about.workflow]
    const state = workflow?.states[about.state]
    const stage = state && notice.to === 'patient' ? inLanguage(state['patient-sees'], language) : null
    return new NoticeView({
      portal_name: oneLine(inLanguage(portal.name, language)),
      phone: oneLine(portal.phone ?? ''),
      link: oneLine(about.link),
      reference: oneLine(about.reference),
      workflow: oneLine(nameOf(about.workflow, workflow, undeclared.workflow, language)),
      state: oneLine(stage ?? nameOf(about.state, state, undeclared.state, language)),
    })
  }
}

/** What the live version no longer declares was not looked through with it, so its id goes into no message. */
const undeclared = {
  workflow: { en: 'your request', es: 'su solicitud' },
  state: { en: 'there is news', es: 'hay novedades' },
} as const satisfies Record<string, Text>

const nameOf = (
  id: string,
  declared: { readonly label?: Text | undefined } | undefined,
  otherwise: Text,
  language: Language,
): string => (declared ? labelOf(id, declared, language) : inLanguage(otherwise, language))

const lengthMax = 300

/** Line breaks could forge headers, and marks that turn the writing direction could forge text. */
const oneLine = (text: string): string =>
  text
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .trim()
    .slice(0, lengthMax)

/** Takes from a request what a message may show, and nothing else. */
export const redact = (portal: Portal, notice: Notice, about: About, language: Language): NoticeView =>
  NoticeView.redact(portal, notice, about, language)
