import type { Language } from '../portal/text.ts'
import { parsed, unparsed, type Kind } from './kind.ts'

/** What a practice may count money in; all of these have a hundred parts. */
export const currencies = ['USD', 'CAD', 'MXN', 'EUR', 'GBP'] as const
export type Currency = (typeof currencies)[number]

/** What a portal that says nothing counts in. */
export const usualCurrency: Currency = 'USD'

const sign = /^(?:us|ca|mx)?[$€£]|[$€£]$/i
const code = new RegExp(`^(?:${currencies.join('|')})|(?:${currencies.join('|')})$`, 'i')
const grouped = /^-?[1-9]\d{0,2}(?:([.,' ])\d{3})(?:\1\d{3}){0,2}(?:(?!\1)[.,]\d{1,2})?$/
/** Thousands to some, and to others a number with one digit too many. */
const ambiguous = /^-?\d{1,3}[.]\d{3}$/
const plain = /^-?\d{1,12}(?:[.,]\d{1,2})?$/

/** `$1,250.50`, `1.250,50 USD` and `1250.5` are the same: whoever types money groups it as she is used to. */
const bareAmount = (typed: string): string =>
  typed.replaceAll(/\s+/g, ' ').replace(code, '').trim().replace(sign, '').trim()

/** An amount in the practice's currency, to the hundredth. */
export const money = {
  parse: (typed) => {
    const amount = bareAmount(typed)
    if (ambiguous.test(amount) || (!plain.test(amount) && !grouped.test(amount)))
      return unparsed('not-an-amount')
    const [, whole = '', parts = ''] = /^(.*?)(?:[.,](\d{1,2}))?$/.exec(amount) ?? []
    // Minus nothing is nothing.
    return parsed(Number(`${whole.replaceAll(/[^\d-]/g, '')}.${parts}`) + 0)
  },
  column: 'numeric',
} satisfies Kind

export const amountInWords = (
  amount: number,
  { currency = usualCurrency }: { readonly currency?: Currency | undefined },
  language: Language,
): string =>
  new Intl.NumberFormat(language === 'en' ? 'en-US' : 'es-US', { style: 'currency', currency }).format(amount)
