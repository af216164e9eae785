import { z } from 'zod'
import { isAccountId, isAttachmentId, isRecordId } from '@portico/engine/brand'

/** What calls are given, where several are given the same. */
export const recordId = z.string().refine(isRecordId)
export const attachmentId = z.string().refine(isAttachmentId)
export const accountId = z.string().refine(isAccountId)
