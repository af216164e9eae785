import { systemTests } from './system-tests.ts'

export default systemTests(['test/bench/**/*.test.ts'], 3_600_000)
