import type { Config } from '../config.ts'
import { forPortal, keyCommand, localFile, type KeySource } from './key-source.ts'

export const openKeys = ({ keyCommand: command, keyFile, portal }: Config): KeySource => {
  const source = command === null ? localFile(keyFile) : keyCommand(command)
  return portal === null ? source : forPortal(source, portal)
}
