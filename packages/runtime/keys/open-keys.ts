import { type Config, inHome } from '../config.ts'
import { keyCommand, localFile, type KeySource } from './key-source.ts'

export const openKeys = (config: Config): KeySource =>
  config.keyCommand === null ? localFile(inHome(config, `${config.environment}.key`)) : keyCommand(config.keyCommand)
