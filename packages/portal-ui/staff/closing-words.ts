import type { Language } from '@portico/engine/portal/text'

/** Of a time at which a request ends by itself: nobody has to do anything by then, and nobody can afterwards. */
const en = {
  soon: (stretch: string, time: string) => `Closes by itself in ${stretch}, at ${time}`,
  today: (time: string) => `Closes by itself today at ${time}`,
  tomorrow: (time: string) => `Closes by itself tomorrow, ${time}`,
  on: (day: string, time: string) => `Closes by itself ${day}, ${time}`,
  paper: (when: string) => `Closes by itself ${when}`,
}

const es: typeof en = {
  soon: (stretch, time) => `Se cierra sola en ${stretch}, a las ${time}`,
  today: (time) => `Se cierra sola hoy a las ${time}`,
  tomorrow: (time) => `Se cierra sola mañana, ${time}`,
  on: (day, time) => `Se cierra sola el ${day}, ${time}`,
  paper: (when) => `Se cierra sola el ${when}`,
}

export const closingWords: Readonly<Record<Language, typeof en>> = { en, es }
