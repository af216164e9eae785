/** What the person at the terminal is told; nothing here may hold a value of the practice. */
export function say(line: string): void {
  console.log(line)
}
