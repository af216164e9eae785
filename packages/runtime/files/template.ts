import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { idSchema } from '@portico/engine/portal/id-schema'
import { wordsOfId, type Text } from '@portico/engine/portal/text'
import { textSchema } from '@portico/engine/portal/text-schema'
import { readYaml } from './yaml-text.ts'

/** What whoever chooses a template is told of it. */
export type Template = {
  readonly id: string
  readonly name: Text
  readonly about: Text
  /** What can be asked for in it, and who works with it, by their labels. */
  readonly workflows: readonly Text[]
  readonly roles: readonly Text[]
}

/** The file beside a template's portal that says what it is for, and at which place it is offered. */
const templateFile = 'template.yaml'
const templateSchema = z.strictObject({ order: z.number().int(), name: textSchema, about: textSchema })
type Ordered = Template & { readonly order: number }

/** Of the portal only what its parts are called: to check all of it would keep whoever asks waiting. */
const labelledSchema = z.record(idSchema, z.object({ label: textSchema.optional() }))
const portalSchema = z.object({ workflows: labelledSchema, roles: labelledSchema })

const folder = new URL('../../../templates/', import.meta.url).pathname

const labels = (declared: z.infer<typeof labelledSchema>): readonly Text[] =>
  Object.entries(declared).map(([id, { label }]) => label ?? { en: wordsOfId(id) })

const valueOf = async (id: string, file: string): Promise<unknown> =>
  readYaml(await readFile(join(folder, id, file), 'utf8').catch(() => '')).value

const readTemplate = async (id: string): Promise<readonly Ordered[]> => {
  const told = templateSchema.safeParse(await valueOf(id, templateFile)).data
  const portal = portalSchema.safeParse(await valueOf(id, 'portal.yaml')).data
  return told && portal
    ? [{ id, ...told, workflows: labels(portal.workflows), roles: labels(portal.roles) }]
    : []
}

/** The templates this installation comes with, in the order in which they are offered. */
export const readTemplates = async (): Promise<readonly Template[]> => {
  const ids = (await readdir(folder)).filter((id) => idSchema.safeParse(id).success)
  const read = (await Promise.all(ids.map(readTemplate))).flat()
  return read
    .toSorted((one, other) => one.order - other.order)
    .map(({ id, name, about, workflows, roles }) => ({ id, name, about, workflows, roles }))
}
