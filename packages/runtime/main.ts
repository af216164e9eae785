import { CannotRun, readConfig } from './config.ts'
import { serve } from './serve.ts'
import { work } from './work.ts'

/** One of the two processes: `serve` answers people, `work` carries requests out. */
const tasks = { serve, work }
const [name = ''] = process.argv.slice(2)

const run = async (): Promise<void> => {
  if (name !== 'serve' && name !== 'work') throw new CannotRun('Say what to run: serve or work.')
  const running = await Promise.resolve(tasks[name](readConfig(process.env)))
  let isLeaving = false
  const leave = async (): Promise<void> => {
    if (isLeaving) return
    isLeaving = true
    await running.close()
    process.exit(0)
  }
  process.on('SIGTERM', () => void leave())
  process.on('SIGINT', () => void leave())
  // Whoever started this is gone.
  process.on('disconnect', () => void leave())
}

run().catch((fault: unknown) => {
  console.error(fault instanceof CannotRun ? fault.message : fault)
  process.exit(fault instanceof CannotRun ? 2 : 1)
})
