import base from '@portico/portal-ui/look/base.css?inline'
import tokens from '@portico/portal-ui/look/tokens.css?inline'

export const previewClass = 'as-patients-see-it'
let isWorn = false

/**
 * Brings the portal's own style sheets into the office, held to the preview. A constructed sheet, because the
 * content policy allows no style element, and `@scope`, so that neither look touches the other.
 */
export const wearPatientLook = (): void => {
  if (isWorn) return
  isWorn = true
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(`@scope (.${previewClass}) { ${tokens.replaceAll(':root', ':scope')} ${base} }`)
  document.adoptedStyleSheets.push(sheet)
}
