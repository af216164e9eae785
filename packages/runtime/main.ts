import { CannotRun, readConfig, type Config } from './config.ts'
import { openLog } from './log.ts'
import { serveRehearsal } from './serve-rehearsal.ts'
import { serve } from './serve.ts'
import { work } from './work.ts'

/** One of the two processes: `serve` answers people, `work` carries requests out. */
const tasks = {
  serve: (config: Config) => (config.environment === 'rehearsal' ? serveRehearsal(config) : serve(config)),
  work,
}
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
  if (fault instanceof CannotRun) console.error(fault.message)
  // A fault's own words may quote what it broke on.
  else openLog().fault('It could not start.', fault)
  process.exitCode = fault instanceof CannotRun ? 2 : 1
  process.exit()
})
