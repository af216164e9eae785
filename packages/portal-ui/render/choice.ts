/** One answer among those that can be chosen. */
export type Choice = { readonly id: string; readonly label: string; readonly hint?: string }
