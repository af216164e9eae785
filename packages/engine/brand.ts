/** A string that has been told apart from all other strings: what a border has checked, the inside may trust. */
export type Brand<Name extends string> = string & { readonly __brand: Name }

export type RecordId = Brand<'RecordId'>
export type AccountId = Brand<'AccountId'>
export type AttachmentId = Brand<'AttachmentId'>

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

export const isRecordId = (text: string): text is RecordId => uuid.test(text)
export const isAccountId = (text: string): text is AccountId => uuid.test(text)
export const isAttachmentId = (text: string): text is AttachmentId => uuid.test(text)

/** Everything below, however deep, may be read and not changed. */
export type DeepReadonly<T> = T extends (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
    : T
