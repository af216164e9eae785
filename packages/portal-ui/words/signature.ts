import type { Language } from '@portico/engine/portal/text'

/** What the signing of something says, fetched with it. */
export const signatureWords = {
  en: {
    name: 'Your full name',
    how: 'Typing your name is your signature.',
    draw: 'Draw it as well (optional)',
    drawHere: 'Draw here with a finger, a pen or the mouse',
    clear: 'Clear the drawing',
    cleared: 'The drawing is cleared.',
    drawn: 'A drawn signature',
    nothing: 'Nothing is drawn yet',
  },
  es: {
    name: 'Su nombre completo',
    how: 'Escribir su nombre es su firma.',
    draw: 'Dibujarla también (opcional)',
    drawHere: 'Dibuje aquí con un dedo, un lápiz o el ratón',
    clear: 'Borrar el dibujo',
    cleared: 'El dibujo se borró.',
    drawn: 'Una firma dibujada',
    nothing: 'Aún no hay nada dibujado',
  },
} as const satisfies Record<Language, Record<string, string>>
