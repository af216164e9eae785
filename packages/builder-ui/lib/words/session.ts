export const signIn = {
  title: 'Sign in',
  email: 'E-mail address',
  password: 'Password',
  code: 'Code from your authenticator app',
  codeHint: 'Six digits. Leave it empty if you have none yet.',
  codeNow: 'Now the six digits that your authenticator app shows.',
  submit: 'Sign in',
  busy: 'Signing in…',
  ended: 'You were signed out because the page was not used for a while. What you did is kept.',
} as const

export const demo = {
  title: 'Invented people to try it with',
  lead: 'Choose one, then sign in. They are here only because this is a demonstration.',
  code: (code: string) => `code ${code}`,
} as const

export const factor = {
  title: 'Set up your second factor',
  lead: 'Staff sign in with a password and a code. Add this key to an authenticator app, then enter the code it shows.',
  key: 'Key:',
  open: 'Open it in an authenticator app on this device',
  code: 'Code the app shows',
  submit: 'Confirm',
} as const

export const confirm = {
  title: 'Confirm that it is you',
  lead: 'This step needs a fresh sign-in.',
  submit: 'Confirm and go on',
} as const
