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

export const variableNames: readonly string[] = Object.keys(variables)
