/** What a function makes of a value that never changes, kept for as long as the value itself. */
export const remembered = <Of extends object, Answer>(make: (of: Of) => Answer): ((of: Of) => Answer) => {
  const known = new WeakMap<Of, { readonly answer: Answer }>()
  return (of) => {
    const before = known.get(of)
    if (before) return before.answer
    const answer = make(of)
    known.set(of, { answer })
    return answer
  }
}
