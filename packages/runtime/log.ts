import { pino } from 'pino'

/** What may be logged: names, ids, counts and codes. Records and errors' own texts may not, so they do not fit in. */
export type LogFacts = Readonly<Record<string, string | number | boolean | null>>

export type Log = {
  readonly info: (sentence: string, facts?: LogFacts) => void
  readonly fault: (sentence: string, fault: unknown, facts?: LogFacts) => void
}

/** Where in our code it broke: a fault's message can quote a value, its class, code and frames cannot. */
const placeOf = (fault: unknown): LogFacts => {
  if (!(fault instanceof Error)) return { fault: typeof fault }
  const frames = (fault.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 6)
    .map((line) => line.trim())
    .join(' | ')
  const code = 'code' in fault && typeof fault.code === 'string' ? fault.code : null
  return { fault: fault.name, code, frames }
}

export const openLog = (): Log => {
  const logger = pino({
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
  })
  return {
    info: (sentence, facts = {}) => logger.info(facts, sentence),
    fault: (sentence, fault, facts = {}) => logger.error({ ...facts, ...placeOf(fault) }, sentence),
  }
}
