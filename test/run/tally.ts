/** Passed and failed of one check or one run of tests; a check counts as one. */
export type Tally = { readonly passed: number; readonly failed: number }

export function sum(tallies: readonly Tally[]): Tally {
  return {
    passed: tallies.reduce((total, { passed }) => total + passed, 0),
    failed: tallies.reduce((total, { failed }) => total + failed, 0),
  }
}

/** The one line that whoever runs this looks for. */
export function finish(tallies: readonly Tally[]): never {
  const { passed, failed } = sum(tallies)
  console.log(`${passed} passed, ${failed} failed`)
  process.exit(failed === 0 && passed > 0 ? 0 : 1)
}
