/** Every time zone this browser knows, those of the Americas first, and the one that is set even where it is none. */
export const zones = (current: string): readonly { readonly value: string; readonly label: string }[] => {
  const known = Intl.supportedValuesOf('timeZone').filter((zone) => zone.includes('/'))
  const near = known.filter((zone) => zone.startsWith('America/') || zone.startsWith('Pacific/Honolulu'))
  const all = [...new Set([current, ...near, ...known])]
  return all.map((value) => ({ value, label: value.replaceAll('_', ' ').replaceAll('/', ' – ') }))
}
