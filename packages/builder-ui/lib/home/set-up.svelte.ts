import { blocksPublishing } from '@portico/engine/portal/problem'
import { setUp, type SetUp, type SetUpTask } from '@portico/engine/portal/set-up'
import { rehearseAll } from '@portico/engine/rehearsal/rehearse'
import type { Draft } from '#lib/draft/draft.svelte.ts'
import { linkTo } from '#lib/problems/place.ts'

/** The page on which each part of setting a portal up is done. */
export const pageOfTask: Readonly<Record<SetUpTask, string>> = {
  tables: '/tables',
  roles: '/access#at-add-role',
  permissions: '/access',
  workflows: '/workflows',
  forms: '/forms',
  wording: '/wording',
  people: '/people',
  rehearsals: '/rehearsals',
  publish: '/publish',
}

/** How far the draft is: it checks itself with every edit. */
export class SettingUp {
  /** How many people hold each role; null until the server said so. */
  holders: Readonly<Record<string, number>> | null = $state.raw(null)
  #draft: Draft

  /** The engine walks only what is sound; words that wait for an approval do not change how a request goes. */
  readonly failing: readonly string[] | null = $derived.by(() => {
    const { portal, problems } = this.#draft.checked
    if (!portal || blocksPublishing(problems.filter(({ words }) => words === undefined))) return null
    return rehearseAll(portal).flatMap(({ id, passes }) => (passes ? [] : [id]))
  })
  readonly tasks: readonly SetUp[] = $derived.by(() => {
    const { live } = this.#draft
    const { portal, problems, changes } = this.#draft.checked
    if (!portal || !live) return []
    return setUp(portal, {
      ...{ problems, live: live.portal, holders: this.holders },
      ...{ failing: this.failing, changes: changes.length },
    })
  })

  constructor(draft: Draft) {
    this.#draft = draft
  }

  /** Straight to what is missing, where it is one thing. */
  linkOf({ task, path }: SetUp): string {
    const { portal } = this.#draft
    // What is wrong with who may see a table is mended in its matrix.
    if (task === 'permissions' && path?.[0] === 'tables')
      return `/access/${String(path[1])}${path[2] === 'fields' ? `?field=${String(path[3])}` : ''}`
    return path && portal ? linkTo(portal, path) : pageOfTask[task]
  }
}
