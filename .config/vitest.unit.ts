import { defineConfig } from 'vitest/config'

export default defineConfig({
  // The engine keeps nothing between calls, so its files need no process each.
  test: { include: ['packages/**/*.test.ts'], pool: 'forks', isolate: false, passWithNoTests: true },
})
