import type { FileReason } from '@portico/engine/attachment/refused-file'
import { fileReasons } from '@portico/engine/attachment/refused-file'

/** The picture in base64, or why not; `failed` where nobody answered. */
export type Drawn = { readonly picture: string } | { readonly no: FileReason | 'not-allowed' | 'failed' }

const isFacts = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

const whyNot = (said: unknown): Drawn => {
  const refusal = isFacts(said) && isFacts(said['refusal']) ? said['refusal'] : {}
  const reason = fileReasons.find((one) => one === refusal['reason'])
  if (reason !== undefined) return { no: reason }
  return { no: 'code' in refusal ? 'not-allowed' : 'failed' }
}

/** What is chosen goes to the server whole and comes back small; it is a stream, and so no call like the others. */
export const drawLogo = async (file: File): Promise<Drawn> => {
  try {
    const answer = await fetch('/logo/draw', {
      method: 'POST',
      headers: { 'x-portico': '1', 'content-type': 'application/octet-stream' },
      body: file,
    })
    const said: unknown = await answer.json()
    return isFacts(said) && typeof said['picture'] === 'string' ? { picture: said['picture'] } : whyNot(said)
  } catch {
    return { no: 'failed' }
  }
}
