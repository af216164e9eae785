/** The address a mail comes back to: it names the one mail, with a proof that nobody but its sender can make. */
export type BounceAddresses = {
  readonly addressOf: (mail: string) => string
  /** The mail an address names; null for one we never gave. */
  readonly mailOf: (address: string) => string | null
}

const shape = /^bounce\+([0-9a-f]{32})\.([0-9a-f]{24})@/

const dashed = (hex: string): string =>
  [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')

export const openBounceAddresses = (proofOf: (mail: string) => string, mailFrom: string): BounceAddresses => {
  const domain = mailFrom.split('@')[1] ?? 'portico'
  const addressOf = (mail: string): string => `bounce+${mail.replaceAll('-', '')}.${proofOf(mail)}@${domain}`
  return {
    addressOf,
    mailOf: (address) => {
      const [, hex] = shape.exec(address.toLowerCase()) ?? []
      if (hex === undefined) return null
      const mail = dashed(hex)
      return address.toLowerCase().split('@')[0] === addressOf(mail).split('@')[0] ? mail : null
    },
  }
}
