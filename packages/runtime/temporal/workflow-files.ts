import { fileURLToPath } from 'node:url'

const file = (name: string): string => fileURLToPath(new URL(name, import.meta.url))

export const workflowsPath = file('./workflows.ts')

/** Opens failures on both sides of a workflow; the bundle and every client are given this one. */
export const failureConverterPath = file('./failure-converter.ts')
