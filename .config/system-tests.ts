import { defineConfig, type ViteUserConfig } from 'vitest/config'

/** One Postgres and one Temporal for the whole run; every file has a database of its own. */
export function systemTests(
  include: readonly string[],
  testTimeout: number,
  exclude: readonly string[] = [],
  globalSetup = 'test/global-setup.ts',
): ViteUserConfig {
  return defineConfig({
    test: {
      include: [...include],
      exclude: ['**/node_modules/**', ...exclude],
      pool: 'forks',
      maxWorkers: 2,
      globalSetup: [globalSetup],
      testTimeout,
      hookTimeout: 120_000,
      passWithNoTests: true,
    },
  })
}
