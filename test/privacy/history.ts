import type { Runs } from '../runs.ts'

export type SealedOrNot = { readonly at: string; readonly encoding: string }
export type History = { readonly text: string; readonly payloads: readonly SealedOrNot[] }

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

/** Every payload inside what Temporal's server answers, wherever it hides, with the way to it. */
function payloadsIn(value: unknown, at = ''): readonly SealedOrNot[] {
  if (!isObject(value) || value instanceof Uint8Array) return []
  const { metadata } = value
  if (isObject(metadata) && metadata['encoding'] instanceof Uint8Array)
    return [{ at, encoding: Buffer.from(metadata['encoding']).toString() }]
  return Object.entries(value).flatMap(([name, inner]) => payloadsIn(inner, `${at}.${name}`))
}

/** Strings and bytes alike, as they are: what somebody with the server's API or its disk can read. */
function textIn(value: unknown): string {
  if (typeof value === 'string') return value
  if (value instanceof Uint8Array) return Buffer.from(value).toString('latin1')
  if (!isObject(value)) return ''
  return Object.values(value).map(textIn).join('\n')
}

export const read = (value: unknown): History => ({ text: textIn(value), payloads: payloadsIn(value) })

/** The histories of all of a practice's runs, as the server gives them out. */
export async function historiesOf(runs: Runs): Promise<readonly History[]> {
  const all: History[] = []
  for (const execution of await runs.all()) {
    const { history } = await runs.connection.workflowService.getWorkflowExecutionHistory({
      namespace: 'portico',
      execution,
      maximumPageSize: 1000,
    })
    all.push(read(history))
  }
  return all
}
