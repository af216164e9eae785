/** Whoever is asked about a time needs some of her own to answer, and the practice some to hear of it. */
const answerMilliseconds = 60 * 60_000

/** By when something that begins then must have been answered, in milliseconds: an hour before, never the very minute. */
export const answeredBy = (begins: string): number => Date.parse(begins) - answerMilliseconds
