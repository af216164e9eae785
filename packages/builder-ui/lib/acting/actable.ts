import type { Answer, Calls } from '#lib/calls.ts'

/** An account that could act for somebody, and what people call it here. */
export type Actable = Answer<Calls['proxies']['findAccount']['query']> & { readonly shown: string }
