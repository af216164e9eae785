// Runs on any Node from 20 on, with nothing installed: installs the packages, then hands over to Node 24.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const stamp = join(root, 'node_modules', '.portico-installed')
const windows = process.platform === 'win32'

const tasks = {
  start: 'packages/runtime/embedded/start.ts',
  test: 'test/run/test.ts',
  check: 'test/run/check.ts',
  night: 'test/run/night.ts',
  bench: 'test/run/bench.ts',
  portico: 'packages/runtime/cli/portico.ts',
}

/** What decides whether the installed packages are still the right ones. */
function wanted() {
  const packages = readdirSync(join(root, 'packages')).map((name) => join('packages', name, 'package.json'))
  const hash = createHash('sha256')
  for (const file of [
    'pnpm-lock.yaml',
    'pnpm-workspace.yaml',
    'package.json',
    'test/package.json',
    ...packages.sort(),
  ]) {
    if (existsSync(join(root, file))) hash.update(readFileSync(join(root, file)))
  }
  return hash.digest('hex')
}

function installed() {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted()
}

function ended(child) {
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ code: 1, error }))
    child.on('exit', (code, signal) => resolve({ code: code ?? 1, signal }))
  })
}

/** Quiet while all goes well; what pnpm said is shown only when it failed. */
async function install() {
  console.error('Installing packages (about a minute the first time) ...')
  const started = Date.now()
  const ticking = setInterval(() => console.error(`  still installing, ${seconds(started)} s`), 15_000)
  const child = spawn('npx', ['-y', 'pnpm@12', 'install', '--frozen-lockfile', '--reporter=append-only'], {
    cwd: root,
    env: { ...process.env, CI: 'true' },
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: windows,
  })
  const said = []
  child.stdout.on('data', (chunk) => said.push(chunk))
  child.stderr.on('data', (chunk) => said.push(chunk))
  const { code, error } = await ended(child)
  clearInterval(ticking)
  if (code !== 0) {
    console.error(Buffer.concat(said).toString())
    console.error('The packages could not be installed. Is the npm registry reachable?', error?.message ?? '')
    process.exit(1)
  }
  writeFileSync(stamp, wanted())
  console.error(`Installed in ${seconds(started)} s.`)
}

function seconds(since) {
  return Math.round((Date.now() - since) / 1000)
}

/**
 * A killed npm sends nothing to what it runs, through a shell, here: its going away shows only in the shell
 * having another parent.
 */
function watchNpm(stop) {
  if (process.env.npm_lifecycle_event === undefined || windows) return
  const [parent, grandparent] = [process.ppid, parentOf(process.ppid)]
  const gone = () =>
    process.ppid !== parent || (grandparent !== undefined && parentOf(parent) !== grandparent)
  setInterval(() => gone() && stop(), 1_000).unref()
}

function parentOf(pid) {
  if (process.platform !== 'linux') return undefined
  try {
    return Number(/^PPid:\s*(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])
  } catch {
    return undefined
  }
}

const [task = '', ...rest] = process.argv.slice(2)
if (!Object.hasOwn(tasks, task)) {
  console.error(`There is no task "${task}". There are: ${Object.keys(tasks).join(', ')}.`)
  process.exit(2)
}
if (!installed()) await install()

const node = join(root, 'node_modules', 'node', 'bin', windows ? 'node.exe' : 'node')
// What Node has once compiled it need not compile again: every process of ours starts in two thirds of the time.
const compiled = join(root, 'node_modules', '.cache', 'compiled')
// The channel is a lifeline: when this process is killed the child sees it close and ends too.
const child = spawn(node, [join(root, tasks[task]), ...rest], {
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  env: { NODE_COMPILE_CACHE: compiled, ...process.env },
})
// A terminal sends Ctrl-C to the child as well, whoever else sends a signal only here: the child takes both for one.
const stop = () => child.kill('SIGTERM')
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop)
watchNpm(stop)
const { code, error } = await ended(child)
if (error) console.error(`Node 24 could not be started: ${error.message}`)
process.exit(code)
