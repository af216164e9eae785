import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import type { Tally } from './tally.ts'
import { root, runTool } from './tool.ts'

const report = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  testResults: z.array(
    z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) }),
  ),
})

/** Runs the tests of one configuration in `.config/`, shows them, and counts them. */
export async function runTests(config: string, filters: readonly string[] = []): Promise<Tally> {
  const folder = mkdtempSync(join(tmpdir(), 'portico-report-'))
  const file = join(folder, 'report.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const args = ['run', '--root', root, '--config', `.config/${config}.ts`, ...reporters, ...filters]
  const { code } = await runTool(['node_modules', 'vitest', 'vitest.mjs'], args, { output: 'shown' })
  const tally = existsSync(file)
    ? counted(report.parse(JSON.parse(readFileSync(file, 'utf8'))))
    : { passed: 0, failed: 0 }
  rmSync(folder, { recursive: true, force: true })
  // A fault outside of every test fails the run all the same.
  return code !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally
}

/** A file that could not even be loaded has no tests; it counts as one that failed. */
function counted({ numPassedTests, numFailedTests, testResults }: z.infer<typeof report>): Tally {
  const unloaded = testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((assertion) => assertion.status === 'failed'),
  )
  return { passed: numPassedTests, failed: numFailedTests + unloaded.length }
}
