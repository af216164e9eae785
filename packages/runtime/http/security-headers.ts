import { createHash } from 'node:crypto'

/** The three inline styles SvelteKit's announcer and `display: contents` wrappers use; nothing else inline may style. */
const styleHashes = [
  'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo=',
  'sha256-tcbDxjMo+xKqM21aCGYbs/QAJqB7yUXC06oPWDapBgc=',
  'sha256-iaOezIDcQIoxCULa6FBKKuLUu09R7kG+Mlu+JVfU3Rw=',
]

const inlineScript = /<script(?![^>]*\bsrc=)[^>]*>([\s\S]*?)<\/script>/g

/** The page's own bootstrap is the one inline script allowed, by its hash. */
const scriptHashes = (page: string): readonly string[] =>
  [...page.matchAll(inlineScript)].map(
    ([, body = '']) => `'sha256-${createHash('sha256').update(body).digest('base64')}'`,
  )

/** Whose page may hold ours in a frame, and whose ours may hold: nobody's, but between a builder and its rehearsal. */
export type Frames = { readonly within: string | null; readonly holds: string | null }

export const contentSecurityPolicy = (page: string, { within, holds }: Frames): string =>
  [
    `default-src 'none'`,
    `script-src 'self' ${scriptHashes(page).join(' ')}`.trim(),
    `style-src 'self'`,
    `style-src-attr 'unsafe-hashes' ${styleHashes.map((hash) => `'${hash}'`).join(' ')}`,
    `img-src 'self' data: blob:`,
    `font-src 'self'`,
    `connect-src 'self'`,
    `worker-src 'self'`,
    `form-action 'self'`,
    `base-uri 'none'`,
    `frame-ancestors ${within ?? `'none'`}`,
    ...(holds === null ? [] : [`frame-src ${holds}`]),
    `require-trusted-types-for 'script'`,
    `trusted-types svelte-trusted-html`,
  ].join('; ')

export const securityHeaders = (
  isProduction: boolean,
  isFramed = false,
): Readonly<Record<string, string>> => ({
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
  // It knows no single other page; where one may hold ours, the policy of the page says which.
  ...(isFramed ? {} : { 'x-frame-options': 'DENY' }),
  ...(isProduction ? { 'strict-transport-security': 'max-age=63072000; includeSubDomains' } : {}),
})
