import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker'
import { failureConverterPath, workflowsPath } from './workflow-files.ts'

// Run as a program of its own: it prints the script the workflows become.
const logger = new DefaultLogger('ERROR')
const { code } = await bundleWorkflowCode({ workflowsPath, failureConverterPath, logger })
process.stdout.write(code)
