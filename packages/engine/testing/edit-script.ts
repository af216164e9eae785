import { apply } from '../portal/apply.ts'
import { canonical } from '../portal/canonical.ts'
import { check } from '../portal/check.ts'
import { editSchema, type Edit } from '../portal/edit.ts'
import type { Portal } from '../portal/portal.ts'
import { randomEdit } from './random-edit.ts'
import type { Random } from './random.ts'

/** As the office sends it. */
const sent = (edit: Edit): Edit => editSchema.parse(JSON.parse(JSON.stringify(edit)))

type Made = {
  /** What was made of the portal, and each edit that undoes one step, the first step's first. */
  readonly portal: Portal
  readonly inverses: readonly Edit[]
}

const made = (portal: Portal, edits: Iterable<Edit>): Made => {
  let now = portal
  const inverses: Edit[] = []
  for (const edit of edits) {
    const result = apply(now, sent(edit))
    if (!result.ok) throw new Error(`${edit.kind} was refused: ${JSON.stringify(result.refusal)}`)
    now = result.value.portal
    inverses.push(result.value.inverse)
  }
  return { portal: now, inverses }
}

/** Random edits that the draft took; `check` looks at whatever they make. */
const scripted = (
  random: Random,
  portal: Portal,
  length: number,
): Made & { readonly kinds: readonly string[] } => {
  let now = portal
  const inverses: Edit[] = []
  const kinds: string[] = []
  for (let tries = 0; tries < length * 3 && kinds.length < length; tries += 1) {
    const edit = randomEdit(random, now)
    const result = apply(now, sent(edit))
    if (!result.ok) continue
    now = result.value.portal
    inverses.push(result.value.inverse)
    kinds.push(edit.kind)
  }
  check(now)
  return { portal: now, inverses, kinds }
}

/** What a random script left otherwise, in words; null when all undone is the start and all redone the end. */
export const scriptFault = (random: Random, start: Portal, length: number): string | null => {
  const script = scripted(random, start, length)
  const undone = made(script.portal, script.inverses.toReversed())
  if (canonical(undone.portal) !== canonical(start))
    return `${script.kinds.join(', ')}: undone is not the start`
  const redone = made(undone.portal, undone.inverses.toReversed())
  if (canonical(redone.portal) !== canonical(script.portal))
    return `${script.kinds.join(', ')}: redone is not the end`
  return null
}
