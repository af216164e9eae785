import { errorAt, type Path, type Problem } from '@portico/engine/portal/problem'
import { LineCounter, isCollection, isNode, parseDocument, visit, type Document, type YAMLError } from 'yaml'

export type Position = { readonly line: number; readonly column: number }

/** A YAML text as a plain value, with the way back from a path to the place it was written. */
export type YamlText = {
  /** Undefined when the text could not be read at all. */
  readonly value: unknown
  readonly problems: readonly Problem[]
  readonly placeOf: (path: Path) => Position
}

const megabyte = 1_000_000
const top: Position = { line: 1, column: 1 }

const tooBig = (text: string): Problem | null => {
  if (text.length <= megabyte) return null
  const lines = text.split('\n', 200_000)
  const longest = lines.reduce(
    (best, line, index) => (line.length > (lines[best]?.length ?? 0) ? index : best),
    0,
  )
  const size = `${String(Math.ceil(text.length / megabyte))} million characters`
  return errorAt(
    'too-long',
    [],
    `This file has more than ${size.replace(/^\d+/, (n) => String(Number(n) - 1))}; its longest line is here. Keep it under a million.`,
    {
      at: { line: longest + 1, column: 1 },
    },
  )
}

const sentenceOf = (error: YAMLError): string => {
  if (error.code === 'DUPLICATE_KEY') return 'This id is used twice. Keep one, or choose another id.'
  if (error.code === 'MULTIPLE_DOCS') return 'A second document begins here. Keep one in a file.'
  if (error.code === 'TAG_RESOLVE_FAILED')
    return 'Words that begin with "!" mean nothing here. Remove this one.'
  return `This is not YAML: ${error.message.split('\n')[0]?.replace(/[.:]$/, '') ?? ''}. Look at the spaces, quotes and brackets here; the file may have been cut off.`
}

/** Aliases are refused, because a few lines of them can stand for billions. */
const aliasProblems = (document: Document, at: (offset: number) => Position): readonly Problem[] => {
  const problems: Problem[] = []
  visit(document, {
    Alias: (_, alias) => {
      problems.push(
        errorAt('alias', [], 'References with * are not read. Write the value out here.', {
          at: at(alias.range?.[0] ?? 0),
        }),
      )
    },
  })
  return problems
}

const placeIn =
  (document: Document, at: (offset: number) => Position) =>
  (path: Path): Position => {
    for (let length = path.length; length > 0; length -= 1) {
      const parent: unknown =
        length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true)
      if (!isCollection(parent)) continue
      const key = path[length - 1]
      for (const item of parent.items) {
        const named = typeof item === 'object' && item !== null && 'key' in item ? item.key : undefined
        if (isNode(named) && String(named) === String(key)) return at(named.range?.[0] ?? 0)
      }
      const node: unknown = parent.get(key, true)
      if (isNode(node)) return at(node.range?.[0] ?? 0)
    }
    return top
  }

const unreadable = (problem: Problem): YamlText => ({
  value: undefined,
  problems: [problem],
  placeOf: () => top,
})

/** Reads YAML a stranger wrote: bounded, without aliases, tags or second documents, and no key twice. */
export const readYaml = (text: string): YamlText => {
  const big = tooBig(text)
  if (big) return unreadable(big)
  const lines = new LineCounter()
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(offset)
    return { line: Math.max(1, line), column: Math.max(1, col) }
  }
  try {
    const document = parseDocument(text, {
      lineCounter: lines,
      prettyErrors: false,
      stringKeys: true,
      schema: 'core',
      version: '1.2',
    })
    const faults = [...document.errors, ...document.warnings]
    const problems = faults.map((error) =>
      errorAt(error.code === 'DUPLICATE_KEY' ? 'duplicate-id' : 'not-yaml', [], sentenceOf(error), {
        at: at(error.pos[0]),
      }),
    )
    const aliases = aliasProblems(document, at)
    const isReadable = aliases.length === 0 && faults.every((error) => error.code === 'DUPLICATE_KEY')
    const value: unknown = isReadable ? document.toJS() : undefined
    return { value, problems: [...problems, ...aliases], placeOf: placeIn(document, at) }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return unreadable(errorAt('too-deep', [], 'This file is nested far too deep to be read.', { at: top }))
  }
}
