/** What is wrong with an answer, by the reason the engine gives. */
const en = {
  missing: 'Answer this question',
  missingText: (what: string) => `Enter an answer to “${what}”`,
  missingChoice: 'Choose an answer',
  missingDate: 'Enter the month, day and year',
  'not-a-date': 'Enter a real date, such as 3 27 2026',
  'not-a-date-time': 'Enter a real date and time, such as 3 27 2026 at 9:30',
  missingMoment: 'Enter the month, day, year and time',
  taken: 'Somebody was faster: that time is taken. Choose another.',
  'not-a-number': 'Enter a number, such as 30',
  'not-a-choice': 'Choose one of the answers',
  'too-long': 'This is too long. Say it in fewer words',
  unknown: 'This question is no longer asked. Go back and start again',
  'not-found': 'Choose one of the answers',
  'not-valid': 'Check this answer: it does not look complete',
  missingFile: 'Choose a file, or take a photo',
  'file-refused': 'This file could not be accepted. Remove it and choose another',
}

const es: typeof en = {
  missing: 'Responda a esta pregunta',
  missingText: (what: string) => `Escriba una respuesta a «${what}»`,
  missingChoice: 'Elija una respuesta',
  missingDate: 'Escriba el mes, el día y el año',
  'not-a-date': 'Escriba una fecha real, como 3 27 2026',
  'not-a-date-time': 'Escriba una fecha y una hora reales, como 3 27 2026 a las 9:30',
  missingMoment: 'Escriba el mes, el día, el año y la hora',
  taken: 'Alguien fue más rápido: ese horario ya está ocupado. Elija otro.',
  'not-a-number': 'Escriba un número, como 30',
  'not-a-choice': 'Elija una de las respuestas',
  'too-long': 'Es demasiado largo. Dígalo con menos palabras',
  unknown: 'Esta pregunta ya no se hace. Vuelva atrás y empiece de nuevo',
  'not-found': 'Elija una de las respuestas',
  'not-valid': 'Revise esta respuesta: parece incompleta',
  missingFile: 'Elija un archivo o tome una foto',
  'file-refused': 'No pudimos aceptar este archivo. Quítelo y elija otro',
}

export const problems = { en, es }
