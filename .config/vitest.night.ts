import { systemTests } from './system-tests.ts'

export default systemTests(['test/night/**/*.test.ts'], 3_600_000)
