// Run as a process of its own: `temporal-download.ts <folder>`. The SDK fetches its development server into the
// folder and starts it once; the name of the file is the only thing said.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { TestWorkflowEnvironment } from '@temporalio/testing'

const folder = process.argv[2] ?? '.'
const environment = await TestWorkflowEnvironment.createLocal({
  server: { executable: { type: 'cached-download', downloadDir: folder } },
})
await environment.teardown()
const [file] = readdirSync(folder)
if (file !== undefined) console.log(join(folder, file))
process.exit(file === undefined ? 1 : 0)
