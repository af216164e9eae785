import serialize from 'canonicalize'
import type { Portal } from './portal.ts'

/** The portal as canonical JSON (RFC 8785): equal portals give equal texts, which is what is hashed. */
export const canonical = (portal: Portal): string => serialize(portal) ?? ''
