import { DefaultFailureConverter } from '@temporalio/common'

/** Failures' messages and stacks are sealed like payloads; the workflow bundle and every client use this one. */
export const failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true })
