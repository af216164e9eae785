/** Hands a table to the browser as a file to keep. */
export const keepFile = ({ name, csv }: { readonly name: string; readonly csv: string }): void => {
  const url = URL.createObjectURL(new Blob([csv], { type: 'text/csv' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
