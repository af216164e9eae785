/** Where a verb writes: answers to `out`, what went wrong to `err`. */
export type Output = { readonly out: (line: string) => void; readonly err: (line: string) => void }

/** 0 done, 1 a refusal or problem, 2 wrong usage. */
export type ExitCode = 0 | 1 | 2

/** One thing `portico` can be asked for on the command line. */
export type CliVerb = {
  /** What comes after the name: `<dir> [--json]`. */
  readonly usage: string
  readonly summary: string
  readonly run: (args: readonly string[], output: Output) => Promise<ExitCode>
}
