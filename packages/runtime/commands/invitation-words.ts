import type { Language } from '@portico/engine/portal/text'

type Said = {
  readonly practice: string
  readonly link: string
  readonly code: string
  readonly until: string
}

/** What an invitation says: fixed words, whose portal it is, the code and where to use it; nothing of the one it goes to. */
export const invitationWords = {
  en: {
    subject: 'Your access to our portal',
    text: ({ practice, link, code, until }) =>
      [
        `${practice} has opened an account for you.`,
        '',
        `Go to ${link}`,
        'and enter this e-mail address and this code:',
        '',
        code,
        '',
        `You then choose a password. The code works once, until ${until}.`,
        'If you did not expect this, please call us.',
      ].join('\n'),
  },
  es: {
    subject: 'Su acceso a nuestro portal',
    text: ({ practice, link, code, until }) =>
      [
        `${practice} ha abierto una cuenta para usted.`,
        '',
        `Vaya a ${link}`,
        'y escriba este correo electrónico y este código:',
        '',
        code,
        '',
        `Después elige una contraseña. El código sirve una vez, hasta el ${until}.`,
        'Si no esperaba este mensaje, llámenos.',
      ].join('\n'),
  },
} as const satisfies Record<Language, { readonly subject: string; readonly text: (said: Said) => string }>
