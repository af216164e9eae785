import { mergeConfig } from 'vitest/config'
import { systemTests } from './system-tests.ts'

// One load after another: they would measure each other.
export default mergeConfig(
  systemTests(['test/bench/**/*.test.ts'], 3_600_000, [], 'test/bench/global-setup.ts'),
  {
    test: { fileParallelism: false },
  },
)
