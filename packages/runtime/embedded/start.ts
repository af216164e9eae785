// `npm start`: brings up everything a machine lacks, and the portal upon it.
import { CannotStart } from './cannot-start.ts'
import { enterHome, homeFolder, type Home } from './home.ts'
import { Installation } from './installation.ts'
import { ports } from './ports.ts'
import { say } from './say.ts'

let home: Home | undefined
let installation: Installation | undefined
const leaving = new AbortController()

async function leave(code: number): Promise<void> {
  // Asked a second time, it no longer waits: whatever is still there ends with this process.
  if (leaving.signal.aborted) process.exit(1)
  leaving.abort()
  if (installation !== undefined) {
    say('Stopping ...')
    await installation.stop()
    say('Stopped.')
  }
  home?.leave()
  process.exit(code)
}

/** The launcher hands on every signal it gets, and a terminal's Ctrl-C comes here as well: that is no second asking. */
function end(): void {
  if (!leaving.signal.aborted) void leave(0)
}

process.on('SIGINT', () => void leave(0))
process.on('SIGTERM', end)
process.on('SIGHUP', end)
// Whoever started this was killed.
process.on('disconnect', () => void leave(1))
process.channel?.unref()

try {
  home = enterHome(homeFolder(process.env))
  const chosen = await ports(process.env)
  installation = new Installation(home, chosen, process.env)
  await installation.start()
} catch (fault) {
  // What fails while everything is being taken down is no news.
  if (!leaving.signal.aborted) {
    console.error(fault instanceof CannotStart ? `\n${fault.message}` : fault)
    await leave(1)
  }
}
