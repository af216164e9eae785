import type { TestProject } from 'vitest/node'
import { setUp } from '../global-setup.ts'

/** Postgres as in service: what is committed is on the disk, for Portico and for what it is measured against. */
export function setup(project: TestProject): Promise<() => Promise<void>> {
  return setUp(project, { durable: true })
}
