import { headBytes, isFileType } from '@portico/engine/attachment/file-type'
import { fileReasons, refusedBefore, type FileReason } from '@portico/engine/attachment/refused-file'
import type { FileDoor, NotSent, SendOutcome, ShownFile } from '../render/file-door.ts'
import { standing } from '../session/standing.ts'
import { api, inBackground } from './api.ts'
import { onSignedOut } from './client.ts'

/** What a file is for: a field of a record that is there, or of one that is to be. */
export type FilePlace = {
  readonly table: string
  readonly record?: string
  readonly patient?: string
}

type Facts = Readonly<Record<string, unknown>>
const isFacts = (value: unknown): value is Facts => typeof value === 'object' && value !== null
const isReason = (value: unknown): value is FileReason => fileReasons.some((reason) => reason === value)

const shownFile = (said: unknown): ShownFile | null => {
  if (!isFacts(said)) return null
  const { id, name, type, size, status } = said
  if (typeof id !== 'string' || typeof name !== 'string' || typeof size !== 'number') return null
  if (typeof type !== 'string' || !isFileType(type)) return null
  return status === 'waiting' || status === 'clean' || status === 'refused'
    ? { id, name, type, size, status }
    : null
}

/** Why not, as far as the answer says. Whoever is not signed in any more is told so by the page itself. */
const notSent = (said: unknown): NotSent => {
  const refusal = isFacts(said) && isFacts(said['refusal']) ? said['refusal'] : {}
  if (refusal['code'] === 'not-signed-in') onSignedOut.run()
  return isReason(refusal['reason']) ? refusal['reason'] : 'failed'
}

/** As every call: from our own page, and for whom this tab acts. */
const headers = (): Readonly<Record<string, string>> => ({
  'x-portico': '1',
  ...(standing.patient === null ? {} : { 'x-portico-for': standing.patient }),
})

/** What is said of a file goes before it in the body: names are private, addresses and headers are not. */
const bodyOf = (head: Uint8Array<ArrayBuffer>, file: File): Blob => {
  const length = new DataView(new ArrayBuffer(4))
  length.setUint32(0, head.length)
  return new Blob([length, head, file], { type: 'application/octet-stream' })
}

type Sending = {
  readonly head: Uint8Array<ArrayBuffer>
  readonly file: File
  readonly progress: (sent: number) => void
  readonly stop: AbortSignal
}

/** `fetch` cannot tell how far a body has got; the older call can. */
const post = ({ head, file, progress, stop }: Sending): Promise<SendOutcome> =>
  new Promise((resolve) => {
    const call = new XMLHttpRequest()
    const fail = (reason: NotSent) => resolve({ ok: false, reason })
    call.open('POST', '/attachments/send')
    call.responseType = 'json'
    for (const [name, value] of Object.entries(headers())) call.setRequestHeader(name, value)
    call.upload.addEventListener('progress', ({ loaded }) =>
      progress(Math.min(Math.max(0, loaded - head.length), file.size)),
    )
    call.addEventListener('error', () => fail('offline'))
    call.addEventListener('abort', () => fail('stopped'))
    call.addEventListener('load', () => {
      const sent = call.status === 200 ? shownFile(call.response) : null
      if (sent) resolve({ ok: true, file: sent })
      else fail(notSent(call.response))
    })
    stop.addEventListener('abort', () => call.abort(), { once: true })
    call.send(bodyOf(head, file))
  })

const send = async (
  place: FilePlace & { readonly field: string },
  sending: Omit<Sending, 'head'>,
): Promise<SendOutcome> => {
  const { file } = sending
  const begins = await file
    .slice(0, headBytes)
    .arrayBuffer()
    .catch(() => null)
  if (begins === null) return { ok: false, reason: 'failed' }
  const reason = refusedBefore(file.size, new Uint8Array(begins))
  if (reason !== null) return { ok: false, reason }
  const head = new TextEncoder().encode(
    JSON.stringify({ ...place, name: file.name.slice(-500), size: file.size }),
  )
  return post({ ...sending, head })
}

export const fileDoor = (place: () => FilePlace): FileDoor => ({
  send: (field, file, progress, stop) => send({ ...place(), field }, { file, progress, stop }),
  about: async (id) => {
    try {
      const [found] = await api.attachments.own.query({ ids: [id] }, inBackground)
      return found ?? null
    } catch {
      return undefined
    }
  },
  drop: async (id) => {
    // What cannot be taken back now goes by itself later.
    await api.attachments.drop.mutate({ id }).catch(() => undefined)
  },
})

/** The file behind a cell: a call like any other, so no address leads to it. Null when it is not there for this reader. */
export const openFile = async (what: {
  readonly table: string
  readonly field: string
  readonly record: string
  /** Not the file that is there now, but one that was. */
  readonly earlier?: string
}): Promise<Blob | null> => {
  const answer = await fetch('/attachments/open', {
    method: 'POST',
    headers: { ...headers(), 'content-type': 'application/json' },
    body: JSON.stringify(what),
  })
  if (answer.ok) return answer.blob()
  const said: unknown = await answer.json().catch(() => null)
  notSent(said)
  return null
}
