import PostalMime from 'postal-mime'

/** What a report says became of a mail. Only a failure that is final is a bounce: a delay is none. */
export type BounceReport =
  { readonly kind: 'failed'; readonly code: string | null } | { readonly kind: 'other' }

const fieldIn = (block: string, name: string): string | null =>
  new RegExp(`^${name}:[ \\t]*(.+)$`, 'im').exec(block)?.[1]?.trim() ?? null

const statusIn = (block: string): string | null =>
  /\b5\.\d{1,3}\.\d{1,3}\b/.exec(fieldIn(block, 'Status') ?? '')?.[0] ?? null

/** Reads a delivery status notification (RFC 3464): of each receiver, what was done and why, as a code. */
export const readBounceReport = async (source: Buffer): Promise<BounceReport> => {
  const mail = await PostalMime.parse(source, { attachmentEncoding: 'utf8' })
  const reports = mail.attachments.filter(({ mimeType }) => mimeType === 'message/delivery-status')
  const blocks = reports.flatMap(({ content }) =>
    (typeof content === 'string' ? content : '').split(/\r?\n\r?\n/),
  )
  const failed = blocks.find((block) => fieldIn(block, 'Action')?.toLowerCase() === 'failed')
  return failed === undefined ? { kind: 'other' } : { kind: 'failed', code: statusIn(failed) }
}
