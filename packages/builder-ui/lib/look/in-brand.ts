import { brandColours } from '@portico/engine/portal/brand-colours'
import type { Attachment } from 'svelte/attachments'
import { wearPatientLook } from '#lib/forms/patient-look.ts'

/** The practice's colours are computed, so they are set by script: the policy allows no style attribute. */
export const inBrand =
  (colour: string): Attachment<HTMLElement> =>
  (element) => {
    wearPatientLook()
    for (const [name, value] of Object.entries(brandColours(colour))) element.style.setProperty(name, value)
  }

/** Paints a swatch. */
export const painted =
  (colour: string): Attachment<HTMLElement> =>
  (element) => {
    element.style.setProperty('background-color', colour)
  }
