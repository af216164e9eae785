import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Tally } from './tally.ts'
import { root, runTool } from './tool.ts'

type Check = {
  readonly name: string
  readonly script: readonly string[]
  readonly args: readonly string[]
  readonly folder?: string
}

const tsc = ['node_modules', 'typescript', 'bin', 'tsc']
const svelteCheck = ['node_modules', 'svelte-check', 'bin', 'svelte-check']

const screenFolders = ['portal-ui', 'builder-ui'] as const

const formatting: Check = {
  name: 'Formatting',
  script: ['node_modules', 'prettier', 'bin', 'prettier.cjs'],
  args: [
    ...['--config', '.config/prettier.json', '--ignore-path', '.config/prettierignore', '--check'],
    ...['.config', 'packages', 'test', 'package.json'].filter((path) => existsSync(join(root, path))),
  ],
}

const types: readonly Check[] = [
  { name: 'Types of the engine', script: tsc, args: ['-p', 'packages/engine/tsconfig.json'] },
  { name: 'Types of the engine’s tests', script: tsc, args: ['-p', '.config/tsconfig.engine-tests.json'] },
  { name: 'Types of the runtime', script: tsc, args: ['-p', 'packages/runtime/tsconfig.json'] },
  { name: 'Types of the system’s tests', script: tsc, args: ['-p', 'test/tsconfig.json'] },
]

const lint: Check = {
  name: 'Lint',
  script: ['node_modules', 'eslint', 'bin', 'eslint.js'],
  args: ['--config', '.config/eslint.config.js', '--max-warnings', '0', 'packages', 'test'],
}

const walls: Check = {
  name: 'Walls between the packages',
  script: ['node_modules', 'dependency-cruiser', 'bin', 'dependency-cruiser.mjs'],
  args: ['--config', '.config/dependency-cruiser.cjs', '--output-type', 'err-long', 'packages', 'test'],
}

function routes(name: string): Check {
  const script = ['packages', name, 'node_modules', '@sveltejs', 'kit', 'svelte-kit.js']
  return { name: `Routes of ${name}`, script, args: ['sync'], folder: join(root, 'packages', name) }
}

function screenTypes(name: string): Check {
  const args = ['--tsconfig', './tsconfig.json', '--fail-on-warnings']
  return { name: `Types of ${name}`, script: svelteCheck, args, folder: join(root, 'packages', name) }
}

/** Routes first: what checks the screens reads the types that `sync` writes. Then two lanes, for two cores. */
export async function checks(): Promise<readonly Tally[]> {
  const lanes = [
    [lint, walls],
    [formatting, ...types, ...screenFolders.map(screenTypes)],
  ]
  const synced = await inTurn(screenFolders.map(routes))
  return [...synced, ...(await Promise.all(lanes.map(inTurn))).flat()]
}

async function inTurn(lane: readonly Check[]): Promise<readonly Tally[]> {
  const tallies: Tally[] = []
  for (const check of lane) tallies.push(await run(check))
  return tallies
}

async function run({ name, script, args, folder = root }: Check): Promise<Tally> {
  const started = performance.now()
  const { code, said } = await runTool(script, args, { folder })
  console.log(
    `${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${((performance.now() - started) / 1000).toFixed(1)} s)`,
  )
  if (code !== 0) console.log(said)
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}
