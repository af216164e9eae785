import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { readConfig, type Config } from '../config.ts'

const schema = z.record(z.string(), z.string())

/** On a machine where `npm start` runs, the command line finds the same database: the start wrote down where it is. */
export const connectionFile = (home: string): string => join(home, 'connection.json')

export const readCliConfig = (env: NodeJS.ProcessEnv): Config => {
  const file = connectionFile(env['PORTICO_HOME'] ?? '.portico')
  const kept = existsSync(file) ? schema.parse(JSON.parse(readFileSync(file, 'utf8'))) : {}
  return readConfig({ ...kept, ...env })
}
