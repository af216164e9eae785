type Choosable = {
  readonly options?: Readonly<Record<string, unknown>> | undefined
  readonly retired?: readonly string[] | undefined
}

/** The choices somebody has today, by id. One that is no longer offered keeps its words where it was chosen. */
export const offeredIn = ({ options = {}, retired = [] }: Choosable): readonly string[] =>
  Object.keys(options).filter((id) => !retired.includes(id))
