import { systemTests } from './system-tests.ts'

export default systemTests(['test/**/*.test.ts'], 60_000, ['test/night/**', 'test/bench/**'])
