/** Apps show codes as "123 456"; the spaces are no part of them. */
export const digitsOf = (typed: string): string => typed.replaceAll(/\s/g, '')

export const isCode = (typed: string): boolean => /^\d{6}$/.test(digitsOf(typed))
