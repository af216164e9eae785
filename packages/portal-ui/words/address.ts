import type { AddressPart } from '@portico/engine/field/address'
import type { Language } from '@portico/engine/portal/text'

/** The labels of an address, fetched with it. */
export const addressWords = {
  en: {
    street: 'Street and number',
    more: 'Apartment, suite or floor (optional)',
    town: 'Town or city',
    state: 'State',
    code: 'ZIP code',
  },
  es: {
    street: 'Calle y número',
    more: 'Apartamento, interior o piso (opcional)',
    town: 'Ciudad',
    state: 'Estado',
    code: 'Código postal',
  },
} as const satisfies Record<Language, Record<AddressPart, string>>
