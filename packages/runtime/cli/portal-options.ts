/** What the verbs that sign somebody in are asked for: words, and options of which some have a value. */
export type PortalOptions = {
  readonly dir: string | null
  readonly name: string
  readonly isJson: boolean
  readonly isAgreed: boolean
  readonly version: number | null
  readonly reason: string | null
}
type Option = '--as' | '--version' | '--reason' | '--yes' | '--json'

const flags: readonly string[] = ['--yes', '--json']

const read = (args: readonly string[], known: readonly Option[]) => {
  const words: string[] = []
  const options = new Map<string, string>()
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? ''
    if (!arg.startsWith('--')) words.push(arg)
    else if (!known.some((option) => option === arg)) return null
    else options.set(arg, flags.includes(arg) ? 'yes' : (args[(at += 1)] ?? ''))
  }
  return { words, options }
}

const isFolders = (count: number, takesFolder: boolean): boolean => count === (takesFolder ? 1 : 0)

/** Null for wrong usage. */
export const portalOptions = (
  args: readonly string[],
  known: readonly Option[],
  takesFolder: boolean,
): PortalOptions | null => {
  const asked = read(args, known)
  if (!asked || !isFolders(asked.words.length, takesFolder)) return null
  const { words, options } = asked
  const name = options.get('--as') ?? ''
  const version = options.get('--version')
  const reason = options.get('--reason') ?? null
  if (name === '' || (version !== undefined && !/^[1-9]\d{0,8}$/.test(version))) return null
  if (reason !== null && (reason.trim().length < 3 || reason.length > 500)) return null
  return {
    dir: words[0] ?? null,
    name,
    isJson: options.has('--json'),
    isAgreed: options.has('--yes'),
    version: version === undefined ? null : Number(version),
    reason,
  }
}
