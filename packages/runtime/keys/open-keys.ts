import type { Config } from '../config.ts'
import { forPortal, forRehearsal, keyCommand, localFile, type KeySource } from './key-source.ts'

export const openKeys = ({ keyCommand: command, keyFile, portal, environment }: Config): KeySource => {
  const source = command === null ? localFile(keyFile) : keyCommand(command)
  const own = portal === null ? source : forPortal(source, portal)
  return environment === 'rehearsal' ? forRehearsal(own) : own
}
