/** Everything a command may reach, built once by the process that serves. */
export type Adapters = { readonly todo: never }
