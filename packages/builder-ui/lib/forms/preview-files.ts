import { headBytes, typeOfFile } from '@portico/engine/attachment/file-type'
import { refusedBefore } from '@portico/engine/attachment/refused-file'
import type { FileDoor, SendOutcome, ShownFile } from '@portico/portal-ui/render/file-door.ts'

/** Files of a preview: refused for the reasons a real one would be before it is sent, and sent nowhere. */
export const previewFiles = (): FileDoor => {
  const chosen = new Map<string, ShownFile>()
  const take = async (file: File): Promise<SendOutcome> => {
    const head = new Uint8Array(await file.slice(0, headBytes).arrayBuffer())
    const reason = refusedBefore(file.size, head)
    if (reason !== null) return { ok: false, reason }
    const type = typeOfFile(head) ?? 'text'
    const shown = {
      id: crypto.randomUUID(),
      name: file.name,
      type,
      size: file.size,
      status: 'preview',
    } as const
    chosen.set(shown.id, shown)
    return { ok: true, file: shown }
  }
  return {
    send: (_field, file) => take(file),
    about: (id) => Promise.resolve(chosen.get(id) ?? null),
    drop: (id) => {
      chosen.delete(id)
      return Promise.resolve()
    },
  }
}
