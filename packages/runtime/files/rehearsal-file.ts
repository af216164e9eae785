/** The file of a rehearsal in a portal's folder; its name is the rehearsal's id. */
export const rehearsalFileOf = (id: string): string => `rehearsals/${id}.yaml`
