import type { Power } from '@portico/engine/portal/portal'

/** Why somebody without a power finds something closed. */
export const needs: Readonly<Record<Power, string>> = {
  build: 'Needs the right to build. Ask your administrator.',
  publish: 'Needs the right to publish. Ask your administrator.',
  approve: 'Needs the right to approve. Ask your administrator.',
  'grant-roles': 'Needs the right to grant roles. Ask your administrator.',
  'open-accounts': 'Needs the right to open accounts. Ask your administrator.',
  'read-trail': 'Only the privacy officer reads the trail.',
  export: 'Needs the right to export. Ask your administrator.',
  shred: 'Needs the right to destroy data. Ask your administrator.',
}
