// A small process beside a foreign server. A killed parent can stop nothing, but its end of this process's
// standard input closes, and then the server is stopped here.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { constants } from 'node:os'
import { z } from 'zod'
import { processMark } from './process-mark.ts'

const patienceMs = 8_000

const guarding = z
  .strictObject({
    command: z.string(),
    args: z.array(z.string()),
    cwd: z.string(),
    uid: z.number().optional(),
    gid: z.number().optional(),
    signal: z.enum(['SIGINT', 'SIGTERM']),
    markFile: z.string().optional(),
  })
  .parse(JSON.parse(process.argv[2] ?? ''))

const { command, args, cwd, uid, gid, signal, markFile } = guarding
const server = spawn(command, args, {
  cwd,
  stdio: ['ignore', 'inherit', 'inherit'],
  ...(uid === undefined ? {} : { uid }),
  ...(gid === undefined ? {} : { gid }),
})

function stop(): void {
  server.kill(signal)
  setTimeout(() => server.kill('SIGKILL'), patienceMs).unref()
}

const mark = server.pid === undefined ? undefined : processMark(server.pid)
if (mark !== undefined && markFile !== undefined) writeFileSync(markFile, mark, { mode: 0o600 })

server.on('error', (fault) => {
  console.error(fault.message)
  process.exit(127)
})
server.on('exit', (code, killed) => {
  // By now the next start may have written a mark of its own.
  if (markFile !== undefined && existsSync(markFile) && readFileSync(markFile, 'utf8') === mark)
    rmSync(markFile)
  process.exit(code ?? 128 + (killed === null ? 0 : constants.signals[killed]))
})

process.stdin.on('end', stop).on('error', stop).resume()
process.on('SIGINT', stop).on('SIGTERM', stop).on('SIGHUP', stop)
