import type { Portal } from '@portico/engine/portal/portal'
import { guardsOf } from '../../packages/runtime/postgres/guard.ts'
import { policiesOf } from '../../packages/runtime/postgres/policy.ts'
import { viewsOf } from '../../packages/runtime/postgres/view.ts'
import type { Layer } from './layers.ts'

/** The statements of one layer of what publishing generates, by what each of them makes. */
type Made = ReadonlyMap<string, string>

const policyName = /^create policy "(read|find|create|update) (?:patient|staff)" on data\.\S+/

const policies = (portal: Portal, verb: string): Made =>
  new Map(
    policiesOf(portal).flatMap((statement) => {
      const [name, of] = policyName.exec(statement) ?? []
      return name !== undefined && of === verb ? [[name, statement]] : []
    }),
  )

/** One half of each update policy from one portal, the other half from another. */
const halves = (using: Portal, check: Portal): Made => {
  const checks = policies(check, 'update')
  return new Map(
    [...policies(using, 'update')].map(([name, statement]) => {
      const [head = ''] = statement.split(' with check ')
      return [name, `${head} with check ${checks.get(name)?.split(' with check ')[1] ?? ''}`]
    }),
  )
}

const guards = (portal: Portal): Made =>
  new Map(
    guardsOf(portal).flatMap((statement) => {
      const [name] = /^create or replace function data\."guard\.[^"]+"/.exec(statement) ?? []
      return name === undefined ? [] : [[name, statement]]
    }),
  )

/** Views with what goes with them: the role that owns each, and who may read it. */
const views = (portal: Portal, hash: string): Made =>
  new Map(
    viewsOf(portal, hash).flatMap((statement, index, all) => {
      const [, name, audience] = /^create view ("p_[0-9a-f]+_(patient|staff)"\.\S+)/.exec(statement) ?? []
      return name === undefined || audience === undefined
        ? []
        : [
            [
              name,
              `set local role portico_reader_${audience}; ${statement}; ${all[index + 1] ?? ''}; reset role`,
            ],
          ]
    }),
  )

const madeFrom = (layer: Layer, portal: Portal, base: Portal, hash: string): Made => {
  switch (layer) {
    case 'read':
    case 'find':
    case 'create':
      return policies(portal, layer)
    case 'using':
      return halves(portal, base)
    case 'check':
      return halves(base, portal)
    case 'guard':
      return guards(portal)
    case 'cells':
      return views(portal, hash)
  }
}

const dropped = (layer: Layer, name: string): string =>
  layer === 'guard'
    ? ''
    : layer === 'cells'
      ? `drop view if exists ${name};`
      : `${name.replace('create', 'drop')};`

/** What turns one layer of a published portal into the mutant's; null when not a letter of it changes. */
export const plantedSql = (layer: Layer, base: Portal, mutant: Portal, hash: string): string | null => {
  const before = madeFrom(layer, base, base, hash)
  const changed = [...madeFrom(layer, mutant, base, hash)].filter(
    ([name, statement]) => before.has(name) && before.get(name) !== statement,
  )
  const statements = changed.map(([name, statement]) => `${dropped(layer, name)} ${statement}`)
  return statements.length > 0 ? statements.join(';\n') : null
}
