import type { FileType } from '@portico/engine/attachment/file-type'
import type { FileReason } from '@portico/engine/attachment/refused-file'
import { getContext, setContext } from 'svelte'

/** A file as its reader may know it. */
export type ShownFile = {
  readonly id: string
  readonly name: string
  readonly type: FileType
  readonly size: number
  /** `preview`: it was chosen where nothing is sent. */
  readonly status: 'waiting' | 'clean' | 'refused' | 'preview'
}

/** Why a file did not get through: what is wrong with it, or with the way. */
export type NotSent = FileReason | 'offline' | 'failed' | 'stopped'

export type SendOutcome =
  { readonly ok: true; readonly file: ShownFile } | { readonly ok: false; readonly reason: NotSent }

/** The way of a form's files to the practice and back. In a preview it leads nowhere. */
export type FileDoor = {
  readonly send: (
    field: string,
    file: File,
    progress: (sent: number) => void,
    stop: AbortSignal,
  ) => Promise<SendOutcome>
  /** Null when it is not there any more; undefined when that could not be asked. */
  readonly about: (id: string) => Promise<ShownFile | null | undefined>
  readonly drop: (id: string) => Promise<void>
  /** Told whether a question stands there with a file that was chosen and is not here. */
  readonly lost?: (field: string, isLost: boolean) => void
  /** Keeps the answers that now hold a file. */
  readonly keep?: () => Promise<void> | undefined
}

const contextKey = 'files'

export const provideFileDoor = (door: FileDoor): FileDoor => setContext(contextKey, door)
export const useFileDoor = (): FileDoor => getContext<FileDoor>(contextKey)
