import { randomInt } from 'node:crypto'

/** Crockford's letters: none that is taken for another when it is read from paper. */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
/** Sixty bits: nobody guesses one in the days it holds. */
const length = 12
const groupOf = /.{4}(?=.)/g

export const newInvitationCode = (): string =>
  Array.from({ length }, () => letters.charAt(randomInt(letters.length))).join('')

/** As it stands on paper and in a message: in groups of four. */
export const invitationCodeInGroups = (code: string): string => code.replaceAll(groupOf, '$&-')

/** What somebody typed from paper: small letters, gaps and letters that look like figures are forgiven. */
export const typedInvitationCode = (typed: string): string =>
  typed
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1')
