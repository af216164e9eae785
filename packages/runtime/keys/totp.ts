import { Secret, TOTP } from 'otpauth'

const stepSeconds = 30

const totpOf = (secret: string): TOTP =>
  new TOTP({ issuer: 'Portico', secret: Secret.fromBase32(secret), period: stepSeconds })

export const currentStep = (): number => Math.floor(Date.now() / 1000 / stepSeconds)

/** The step a code belongs to, one step early or late allowed; null when it is no code of this secret. */
export const stepOfCode = (secret: string, code: string): number | null => {
  const delta = totpOf(secret).validate({ token: code, window: 1 })
  return delta === null ? null : currentStep() + delta
}

export const codeAt = (secret: string, step: number): string =>
  totpOf(secret).generate({ timestamp: step * stepSeconds * 1000 })

export const uriOf = (secret: string, label: string): string =>
  new TOTP({ issuer: 'Portico', label, secret: Secret.fromBase32(secret), period: stepSeconds }).toString()

export const secretFrom = (bytes: Buffer): string =>
  new Secret({ buffer: new Uint8Array(bytes.subarray(0, 20)).buffer }).base32
