import { randomUUID } from 'node:crypto'
import type { Refusal } from '@portico/engine/refusal'
import type { Person } from '../person.ts'

export type Place = {
  readonly table?: string
  readonly field?: string
  readonly record?: string
  readonly patient?: string
  readonly name?: string
  /** What is declared, if not the truth. */
  readonly size?: number
}

export type Answered = {
  readonly status: number
  readonly headers: Headers
  readonly bytes: Buffer
  /** The attachment's id, when it was taken. */
  readonly id: string
  readonly refusal: Refusal | null
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null
const isRefusal = (value: unknown): value is Refusal => isRecord(value) && typeof value['code'] === 'string'

const answeredOf = async (answer: Response): Promise<Answered> => {
  const bytes = Buffer.from(await answer.arrayBuffer())
  const isJson = answer.headers.get('content-type')?.startsWith('application/json') === true
  const said: unknown = isJson ? JSON.parse(bytes.toString()) : null
  const refusal = isRecord(said) && isRefusal(said['refusal']) ? said['refusal'] : null
  return {
    status: answer.status,
    headers: answer.headers,
    bytes,
    id: isRecord(said) && typeof said['id'] === 'string' ? said['id'] : '',
    refusal,
  }
}

/** What stands before a file, as our page writes it. */
export const headOf = ({ table = 'document', field = 'scan', name = 'scan.pdf', ...more }: Place): Buffer => {
  const text = Buffer.from(JSON.stringify({ table, field, name, ...more }))
  const length = Buffer.alloc(4)
  length.writeUInt32BE(text.length)
  return Buffer.concat([length, text])
}

const headersOf = ({ cookie, standsFor }: Person) => ({
  'x-portico': '1',
  cookie,
  ...(standsFor === null ? {} : { 'x-portico-for': standsFor }),
})

export const sendBody = async (
  person: Person,
  body: Buffer | ReadableStream<Uint8Array>,
  signal: AbortSignal | null = null,
): Promise<Answered> => {
  const init = Buffer.isBuffer(body) ? { body: new Uint8Array(body) } : { body, duplex: 'half' }
  const answer = await fetch(`${person.url}/attachments/send`, {
    method: 'POST',
    headers: { ...headersOf(person), 'content-type': 'application/octet-stream' },
    signal,
    ...init,
  })
  person.addresses.push(answer.url)
  return answeredOf(answer)
}

export const sendFile = (person: Person, bytes: Buffer, place: Place = {}): Promise<Answered> =>
  sendBody(person, Buffer.concat([headOf({ size: bytes.length, ...place }), bytes]))

export const openFile = async (person: Person, what: Readonly<Record<string, string>>): Promise<Answered> => {
  const answer = await fetch(`${person.url}/attachments/open`, {
    method: 'POST',
    headers: { ...headersOf(person), 'content-type': 'application/json' },
    body: JSON.stringify(what),
  })
  person.addresses.push(answer.url)
  return answeredOf(answer)
}

/** A small PDF that shows a page with these words. */
export const pdfWith = (words: string, extra = ''): Buffer => {
  const drawn = `BT /F1 24 Tf 72 720 Td (${words}) Tj ET`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${drawn.length} >>\nstream\n${drawn}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    ...(extra === '' ? [] : [extra]),
  ]
  let text = '%PDF-1.4\n%\u00e2\u00e3\u00cf\u00d3\n'
  const places = objects.map((object, index) => {
    const at = text.length
    text += `${index + 1} 0 obj\n${object}\nendobj\n`
    return at
  })
  const rows = places.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')
  const xref = text.length
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${xref}\n%%EOF\n`
  return Buffer.from(text, 'latin1')
}

export const startDocument = (person: Person, answers: Readonly<Record<string, string>>, patient?: string) =>
  person.api.requests.start.mutate({
    workflow: 'document',
    answers: { subject: 'A letter', ...answers },
    key: randomUUID(),
    ...(patient === undefined ? {} : { patient }),
  })
