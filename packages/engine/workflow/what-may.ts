import type { Actor } from '../access/actor.ts'
import type { Ground } from '../access/who-may.ts'
import { listed, transitionName, workflowName } from '../portal/name.ts'
import { own } from '../portal/own.ts'
import type { Portal, Power } from '../portal/portal.ts'
import { permissionSentence } from '../portal/sentence.ts'
import { labelOf } from '../portal/text.ts'
import { isAmong } from './role.ts'

/** Everything an account may do, table by table, in sentences. */
export type WhatMay = {
  readonly tables: readonly {
    readonly table: string
    readonly label: string
    readonly grounds: readonly Ground[]
  }[]
  /** One sentence a workflow: which requests it may begin, and which steps it may take. */
  readonly steps: readonly string[]
  readonly powers: readonly Power[]
}

const groundsOn = (portal: Portal, actor: Actor, table: string): readonly Ground[] =>
  portal.permissions.flatMap((permission, place) =>
    permission.table === table &&
    actor.roles.includes(permission.role) &&
    own(portal.roles, permission.role)?.audience === actor.audience
      ? [
          {
            permission: place + 1,
            role: permission.role,
            sentence: permissionSentence(portal, permission),
          },
        ]
      : [],
  )

const stepsIn = (portal: Portal, actor: Actor): readonly string[] =>
  Object.entries(portal.workflows).flatMap(([id, { start, transitions }]) => {
    const steps = Object.entries(transitions).flatMap(([step, { by }]) =>
      isAmong(by, actor, portal) ? [transitionName(portal, id, step)] : [],
    )
    const begins = isAmong(start.by, actor, portal) ? ['begin one'] : []
    const takes = steps.length > 0 ? [`take the steps ${listed(steps)}`] : []
    const can = [...begins, ...takes]
    return can.length > 0 ? [`${workflowName(portal, id)}: can ${listed(can)}.`] : []
  })

/** What somebody with these roles may do at all; whether a permission reaches a record is a question of its own. */
export const whatMay = (portal: Portal, actor: Actor): WhatMay => ({
  tables: Object.entries(portal.tables).flatMap(([table, declared]) => {
    const grounds = groundsOn(portal, actor, table)
    return grounds.length > 0 ? [{ table, label: labelOf(table, declared, 'en'), grounds }] : []
  }),
  steps: stepsIn(portal, actor),
  powers: [
    ...new Set(
      actor.roles.flatMap((role) => {
        const declared = own(portal.roles, role)
        return declared?.audience === actor.audience ? (declared.powers ?? []) : []
      }),
    ),
  ],
})
