import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'

/** What the serving process writes in development for people and tests; other keys are its own affair. */
const devFile = z.object({
  urls: z.record(z.string(), z.string()),
  accounts: z.array(
    z.object({ name: z.string(), role: z.string(), email: z.string(), password: z.string() }),
  ),
})

export function whereToLook(file: string, mailUrl: string | undefined): string {
  const lines = ['', 'Portico is running.', '']
  const dev = existsSync(file)
    ? devFile.parse(JSON.parse(readFileSync(file, 'utf8')))
    : { urls: {}, accounts: [] }
  const urls = { ...dev.urls, ...(mailUrl === undefined ? {} : { mail: mailUrl }) }
  lines.push(...table(Object.entries(urls)))
  if (dev.accounts.length > 0) {
    lines.push('', 'Invented people to sign in as:')
    lines.push(...table(dev.accounts.map(({ name, role, email, password }) => [name, role, email, password])))
    lines.push(`Where a code is asked for, the sign-in page shows it. All of this is also in ${file}.`)
  }
  lines.push('', 'Ctrl-C stops everything that was started here.')
  return lines.join('\n')
}

function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows.map((row) =>
    `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd(),
  )
}
