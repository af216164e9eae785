import type { Config } from '../config.ts'
import { keyCommand, localFile, type KeySource } from './key-source.ts'

export const openKeys = (config: Config): KeySource =>
  config.keyCommand === null ? localFile(config.keyFile) : keyCommand(config.keyCommand)
