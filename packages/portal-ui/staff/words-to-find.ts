const american = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/

/** Dates of birth are found as YYYY-MM-DD; people here also write 3/27/1984. */
export const wordsToFind = (typed: string): string => {
  const text = typed.trim()
  const [, month, day, year] = american.exec(text) ?? []
  if (month === undefined || day === undefined || year === undefined) return text
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}
