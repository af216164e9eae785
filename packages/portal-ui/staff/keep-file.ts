/** Hands a table to the browser as a file to keep. */
export const keepFile = ({ name, csv }: { readonly name: string; readonly csv: string }): void => {
  // Without the mark at its beginning, spreadsheets take accents for something else.
  const url = URL.createObjectURL(new Blob(['\uFEFF', csv], { type: 'text/csv' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
