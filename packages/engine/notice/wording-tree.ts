import Handlebars from 'handlebars'
import { isVariable, type Variable } from './variable.ts'

export type Position = { readonly line: number; readonly column: number }

/** Why a part of a wording is refused. `name`: a lone word that is no variable; only it carries a name to explain. */
export type FaultReason =
  | 'name'
  | 'unescaped'
  | 'block'
  | 'partial'
  | 'comment'
  | 'helper'
  | 'path'
  | 'literal'
  | 'spaces'
  | 'unreadable'

export type Fault = { readonly reason: FaultReason; readonly at: Position; readonly name: string }
export type Piece =
  { readonly kind: 'text'; readonly text: string } | { readonly kind: 'variable'; readonly name: Variable }

/** A checked wording is text and variables, nothing else; with any fault there is no tree to render. */
export type WordingTree =
  | { readonly ok: true; readonly pieces: readonly Piece[] }
  | { readonly ok: false; readonly faults: readonly Fault[] }

type Statement = hbs.AST.Statement

const isA = <Type extends keyof Statements>(
  statement: Statement,
  type: Type,
): statement is Statements[Type] => statement.type === type
type Statements = { ContentStatement: hbs.AST.ContentStatement; MustacheStatement: hbs.AST.MustacheStatement }

const isPath = (expression: hbs.AST.PathExpression | hbs.AST.Literal): expression is hbs.AST.PathExpression =>
  expression.type === 'PathExpression'

const startOf = ({ loc }: Statement): Position => ({ line: loc.start.line, column: loc.start.column + 1 })

/** What other statements are, as their types begin: blocks also hide in decorators, partials in partial blocks. */
const reasonOf = (type: string): FaultReason => {
  if (type.startsWith('Partial')) return 'partial'
  if (type === 'CommentStatement') return 'comment'
  return 'block'
}

/** A plain path is one bare word: no dots, `this`, `@`, brackets or steps upwards, and exactly as long as written. */
const isBareWord = (path: hbs.AST.PathExpression): boolean =>
  !path.data &&
  path.depth === 0 &&
  path.parts.length === 1 &&
  path.parts[0] === path.original &&
  path.loc.start.line === path.loc.end.line &&
  path.loc.end.column - path.loc.start.column === path.original.length

const pieceOfMustache = (mustache: hbs.AST.MustacheStatement): Piece | Fault => {
  const at = startOf(mustache)
  const { path } = mustache
  const fault = (reason: FaultReason): Fault => ({ reason, at, name: isPath(path) ? path.original : '' })
  if (!mustache.escaped) return fault('unescaped')
  if (!isPath(path)) return fault('literal')
  // The types promise named arguments on every mustache; the parser leaves them out where there are none.
  const hash: unknown = mustache.hash
  if (mustache.params.length > 0 || hash !== undefined) return fault('helper')
  if (mustache.strip.open || mustache.strip.close) return fault('spaces')
  if (!isBareWord(path)) return fault('path')
  return isVariable(path.original) ? { kind: 'variable', name: path.original } : fault('name')
}

const pieceOf = (statement: Statement): Piece | Fault => {
  if (isA(statement, 'ContentStatement')) return { kind: 'text', text: statement.value }
  if (isA(statement, 'MustacheStatement')) return pieceOfMustache(statement)
  return { reason: reasonOf(statement.type), at: startOf(statement), name: '' }
}

const opening: readonly (readonly [RegExp, FaultReason])[] = [
  [/^\{\{\{/, 'unescaped'],
  [/^\{\{~?&/, 'unescaped'],
  [/^\{\{~?!/, 'comment'],
  [/^\{\{~?#?>/, 'partial'],
  [/^\{\{~?(#|\/|\^|\*|else\b)/, 'block'],
]

export const positionIn = (source: string, offset: number): Position => {
  const before = source.slice(0, offset).split('\n')
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}

/** The parser stops at its first surprise and says little, so what it could not read is looked through by eye. */
const faultsByEye = (source: string): readonly Fault[] => {
  const tags = [...source.matchAll(/\{\{[^}]{0,200}\}{0,4}/g)]
  const seen = tags.flatMap((tag): readonly Fault[] => {
    const reason =
      opening.find(([pattern]) => pattern.test(tag[0]))?.[1] ?? (tag[0].endsWith('}}') ? null : 'unreadable')
    return reason === null ? [] : [{ reason, at: positionIn(source, tag.index), name: '' }]
  })
  return seen.length > 0
    ? seen
    : [{ reason: 'unreadable', at: positionIn(source, Math.max(0, source.indexOf('{{'))), name: '' }]
}

/** Parsing only: nothing is ever compiled, so this runs under a policy that forbids `eval`. */
const statementsOf = (source: string): readonly Statement[] | null => {
  try {
    return Handlebars.parseWithoutProcessing(source).body
  } catch {
    return null
  }
}

/** Reads a wording into text and variables, or says of each other thing in it where it is. Never throws. */
export const readWordingTree = (source: string): WordingTree => {
  const statements = statementsOf(source)
  if (statements === null) return { ok: false, faults: faultsByEye(source) }
  const read = statements.map(pieceOf)
  const faults = read.filter((part) => 'reason' in part)
  return faults.length > 0
    ? { ok: false, faults }
    : { ok: true, pieces: read.filter((part) => 'kind' in part) }
}
