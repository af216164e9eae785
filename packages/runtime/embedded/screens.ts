import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CannotStart } from './cannot-start.ts'
import { saying } from './saying.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const generated = [
  '**/node_modules/**',
  '**/build/**',
  '**/.svelte-kit/**',
  '**/*.test.ts',
  '**/*.fixture.ts',
]
const screens = [
  { name: 'the portal', folder: 'packages/portal-ui' },
  { name: 'the builder', folder: 'packages/builder-ui' },
] as const

/** Builds portal and builder, one after the other, when anything they are made of has changed. */
export async function buildScreens(): Promise<void> {
  const wanted = sources()
  for (const { name, folder } of screens) {
    const stamp = join(root, folder, 'build', '.made-of')
    if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) continue
    const vite = join(root, folder, 'node_modules', 'vite', 'bin', 'vite.js')
    const built = await saying(
      `Building ${name}`,
      process.execPath,
      [vite, 'build'],
      // Whoever builds them, be it a test: what is built is what practices get.
      { ...process.env, NODE_ENV: 'production' },
      join(root, folder),
    )
    if (built.code !== 0)
      throw new CannotStart(`The screens of ${name} could not be built:\n${built.complained || built.said}`)
    writeFileSync(stamp, wanted)
  }
}

function sources(): string {
  const hash = createHash('sha256')
  const files = globSync('packages/{engine,portal-ui,builder-ui}/**/*', { cwd: root, exclude: generated })
  for (const file of [...files, 'pnpm-lock.yaml'].sort()) {
    if (statSync(join(root, file)).isFile()) hash.update(file).update(readFileSync(join(root, file)))
  }
  return hash.digest('hex')
}
