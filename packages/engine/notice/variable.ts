/**
 * Everything a message can say beyond its fixed words: a closed list, and none of it private or typed freely by
 * patients or staff. A field of a table can never join it; that is what makes messages provably free of them.
 */
export const variables = {
  portal_name: 'the name of the practice',
  phone: 'the phone number of the practice',
  link: 'the link to the request, behind sign-in',
  reference: 'the short reference of the request',
  workflow: 'what kind of request it is',
  state: 'the stage of the request',
} as const

export type Variable = keyof typeof variables

export const isVariable = (name: string): name is Variable => Object.hasOwn(variables, name)

/** A wording as people read it who never wrote one: what stands in it instead of `{{portal_name}}`. */
export const spokenVariables = (text: string): string =>
  text.replaceAll(/\{\{\s*([a-z_]+)\s*\}\}/g, (whole, name: string) =>
    isVariable(name) ? `[${variables[name]}]` : whole,
  )

export const variableNames: readonly string[] = Object.keys(variables)
