/** What is read at the first sign-in, which is once in an account's life: it travels with its page. */
const en = {
  title: 'Your first sign-in',
  intro: 'Use the code from your letter or message. It works once.',
  code: 'Invitation code',
  codeHint: 'Twelve letters and figures, such as 4F7K-2QDM-9XB3.',
  password: 'Choose a password',
  passwordHint: (length: number) => `At least ${length} characters. A few words you remember well are best.`,
  submit: 'Go on',
  sending: 'Opening your account …',
  noCode: 'Enter the code from your letter or message',
  short: (length: number) => `Choose a password of at least ${length} characters`,
  failed:
    'That e-mail address or code is not right, or the code is too old. Check them, or call the practice.',
  back: 'Back to signing in',
}

const es: typeof en = {
  title: 'Su primer inicio de sesión',
  intro: 'Use el código de su carta o mensaje. Sirve una vez.',
  code: 'Código de invitación',
  codeHint: 'Doce letras y cifras, por ejemplo 4F7K-2QDM-9XB3.',
  password: 'Elija una contraseña',
  passwordHint: (length) => `Al menos ${length} caracteres. Lo mejor son unas palabras que recuerde bien.`,
  submit: 'Continuar',
  sending: 'Abriendo su cuenta …',
  noCode: 'Escriba el código de su carta o mensaje',
  short: (length) => `Elija una contraseña de al menos ${length} caracteres`,
  failed:
    'Ese correo o código no es correcto, o el código es demasiado viejo. Revíselos o llame al consultorio.',
  back: 'Volver a iniciar sesión',
}

export const invitedWords = { en, es }
