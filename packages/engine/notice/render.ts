import type { Notice } from '../portal/portal.ts'
import type { Language } from '../portal/text.ts'
import type { NoticeView } from './redact.ts'
import { readWordingTree } from './wording-tree.ts'

/** Fills one checked text. A wording with a fault was never published, so meeting one here is a fault of ours. */
export const render = (source: string, view: NoticeView): string => {
  const tree = readWordingTree(source)
  if (!tree.ok) throw new Error('A wording that was not checked reached the renderer.')
  return tree.pieces.map((piece) => (piece.kind === 'text' ? piece.text : view.valueOf(piece.name))).join('')
}

/** A message as plain text, in the reader's language where there is wording in it. */
export const renderNotice = (
  notice: Notice,
  language: Language,
  view: NoticeView,
): { readonly subject: string; readonly body: string } => {
  const wording = notice.wording[language] ?? notice.wording.en
  return { subject: render(wording.subject, view), body: render(wording.body, view) }
}
