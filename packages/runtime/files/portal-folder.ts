import { check } from '@portico/engine/portal/check'
import { parsePortal } from '@portico/engine/portal/parse'
import type { Portal } from '@portico/engine/portal/portal'
import { errorAt, hintAt, type PlacedProblem, type Problem } from '@portico/engine/portal/problem'
import { languages } from '@portico/engine/portal/text'
import { lstat, readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { logoFileName, readLogo } from './logo-file.ts'
import { rehearsalFileOf } from './rehearsal-file.ts'
import { readPeople, type People } from './people.ts'
import { partBegins, readWording, wordingFileOf } from './wording-file.ts'
import { readYaml, type Position, type YamlText } from './yaml-text.ts'

/** A portal as files. `portal` is there when it parses; whether it may be published, its problems say. */
export type PortalFolder = {
  readonly portal: Portal | null
  readonly people: People | null
  readonly problems: readonly PlacedProblem[]
}

const portalFile = 'portal.yaml'
const peopleFile = 'people.yaml'
const wordingName = /^notices\/[a-z][a-z0-9_-]{0,39}$/
const textSizeMax = 64_000_000
const start: Position = { line: 1, column: 1 }

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A file's text; null when there is no such file. Links and anything that is no file are not followed. */
const textOf = async (dir: string, file: string): Promise<string | null> => {
  const found = await lstat(join(dir, file)).catch(() => null)
  if (!found?.isFile() || found.size > textSizeMax) return null
  return readFile(join(dir, file), 'utf8')
}

type Wordings = {
  readonly value: unknown
  readonly problems: readonly PlacedProblem[]
  readonly files: ReadonlyMap<string, string>
}

type Rehearsals = {
  readonly value: unknown
  readonly problems: readonly PlacedProblem[]
  readonly files: ReadonlyMap<string, YamlText>
}

const rehearsalName = /^([a-z][a-z0-9_-]{0,39})\.yaml$/

/** Puts the rehearsals beside the portal's file into its value, each under the name of its file. */
const withRehearsals = async (dir: string, value: unknown): Promise<Rehearsals> => {
  const present = await readdir(join(dir, 'rehearsals')).catch(() => [])
  const problems: PlacedProblem[] = []
  const files = new Map<string, YamlText>()
  const rehearsals: [string, unknown][] = []
  for (const name of present.toSorted()) {
    const id = rehearsalName.exec(name)?.[1]
    const text = id === undefined ? null : await textOf(dir, `rehearsals/${name}`)
    if (id === undefined || text === null) continue
    const yaml = readYaml(text)
    files.set(id, yaml)
    problems.push(...yaml.problems.map(inFile(rehearsalFileOf(id), yaml)))
    if (yaml.value !== undefined) rehearsals.push([id, yaml.value])
  }
  if (!isMap(value) || rehearsals.length === 0) return { value, problems, files }
  return { value: { ...value, rehearsals: Object.fromEntries(rehearsals) }, problems, files }
}

/** Stands in for a wording that could not be read, so that the rest is still looked at. */
const unread = { en: { subject: '-', body: '-' } }

/** Puts the wordings that notices name by file into the portal's value. */
const withWordings = async (dir: string, value: unknown, yaml: YamlText): Promise<Wordings> => {
  const notices = isMap(value) ? value['notices'] : undefined
  if (!isMap(value) || !isMap(notices)) return { value, problems: [], files: new Map() }
  const problems: PlacedProblem[] = []
  const files = new Map<string, string>()
  const inlined: [string, unknown][] = []
  for (const [id, notice] of Object.entries(notices)) {
    const name = isMap(notice) ? notice['wording'] : undefined
    if (!isMap(notice) || typeof name !== 'string') {
      inlined.push([id, notice])
      continue
    }
    const path = ['notices', id, 'wording']
    const say = (code: string, sentence: string) =>
      problems.push({ ...errorAt(code, path, sentence), file: portalFile, at: yaml.placeOf(path) })
    files.set(id, name)
    if (!wordingName.test(name))
      say(
        'wording-file',
        `The wording of notice "${id}" must be a file under notices/, such as notices/${id}.`,
      )
    const wording = wordingName.test(name) ? await wordingsOf(dir, id, name, problems) : unread
    if (wording === null)
      say('wording-file', `There is no file ${wordingFileOf(name, 'en')} for the wording of notice "${id}".`)
    inlined.push([id, { ...notice, wording: wording ?? unread }])
  }
  return { value: { ...value, notices: Object.fromEntries(inlined) }, problems, files }
}

/** Puts the picture that the look names into the portal's value. What it may be, parsing says. */
const withLogo = async (
  dir: string,
  value: unknown,
  yaml: YamlText,
): Promise<Pick<Wordings, 'value' | 'problems'>> => {
  const look = isMap(value) ? value['look'] : undefined
  const logo = isMap(look) ? look['logo'] : undefined
  if (!isMap(value) || !isMap(look) || !isMap(logo) || typeof logo['picture'] !== 'string')
    return { value, problems: [] }
  const read = logo['picture'] === logoFileName ? await readLogo(dir) : null
  if (read !== null)
    return { value: { ...value, look: { ...look, logo: { ...logo, picture: read } } }, problems: [] }
  const path = ['look', 'logo', 'picture']
  const sentence = `The picture of the logo must be a file ${logoFileName} beside ${portalFile}, as an export writes it.`
  const { logo: _, ...rest } = look
  return {
    value: { ...value, look: rest },
    problems: [{ ...errorAt('logo-file', path, sentence), file: portalFile, at: yaml.placeOf(path) }],
  }
}

const wordingsOf = async (
  dir: string,
  id: string,
  name: string,
  problems: PlacedProblem[],
): Promise<unknown> => {
  const wordings: Record<string, unknown> = {}
  for (const language of languages) {
    const file = wordingFileOf(name, language)
    const text = await textOf(dir, file)
    if (text === null) continue
    const wording = readWording(text)
    if ('subject' in wording) wordings[language] = wording
    else
      problems.push({ ...wording, path: ['notices', id, 'wording', language], file, at: wording.at ?? start })
    wordings[language] ??= unread.en
  }
  return wordings['en'] === undefined ? null : wordings
}

/** From a path in the portal to the file and place where it is written. */
const placing =
  (yaml: YamlText, wordings: ReadonlyMap<string, string>, rehearsals: ReadonlyMap<string, YamlText>) =>
  (problem: Problem): PlacedProblem => {
    const [noun, id, key, language, part] = problem.path
    const rehearsal = noun === 'rehearsals' ? rehearsals.get(String(id)) : undefined
    if (rehearsal)
      return { ...problem, file: rehearsalFileOf(String(id)), at: rehearsal.placeOf(problem.path.slice(2)) }
    const name = noun === 'notices' && key === 'wording' ? wordings.get(String(id)) : undefined
    const known = languages.find((candidate) => candidate === language)
    if (name === undefined || known === undefined)
      return { ...problem, file: portalFile, at: yaml.placeOf(problem.path) }
    const begin = part === 'subject' ? partBegins.subject : partBegins.body
    const at = problem.at ?? start
    const column = at.line === 1 ? at.column + begin.column - 1 : at.column
    return { ...problem, file: wordingFileOf(name, known), at: { line: at.line + begin.line - 1, column } }
  }

const inFile =
  (file: string, yaml: YamlText) =>
  (problem: Problem): PlacedProblem => ({
    ...problem,
    file,
    at: problem.at ?? yaml.placeOf(problem.path),
  })

const strayWordings = async (
  dir: string,
  wordings: ReadonlyMap<string, string>,
): Promise<readonly PlacedProblem[]> => {
  const named = new Set(
    [...wordings.values()].flatMap((name) => languages.map((language) => wordingFileOf(name, language))),
  )
  const present = await readdir(join(dir, 'notices')).catch(() => [])
  return present
    .map((name) => `notices/${name}`)
    .filter((file) => file.endsWith('.hbs') && !named.has(file))
    .toSorted()
    .map((file) => ({ ...hintAt('wording-file', [], 'No notice uses this file.'), file, at: start }))
}

const nowhere = (sentence: string): PortalFolder => ({
  portal: null,
  people: null,
  problems: [{ ...errorAt('not-a-portal', [], sentence), file: portalFile, at: start }],
})

const peopleOf = async (dir: string, portal: Portal): Promise<Pick<PortalFolder, 'people' | 'problems'>> => {
  const text = await textOf(dir, peopleFile)
  if (text === null) return { people: null, problems: [] }
  const yaml = readYaml(text)
  const read =
    yaml.problems.length > 0
      ? { people: null, problems: yaml.problems }
      : readPeople(portal, yaml.value, new Date().toISOString())
  return { people: read.people, problems: read.problems.map(inFile(peopleFile, yaml)) }
}

/** Reads a portal's folder. Whatever is in it, the answer is a portal or problems with their places. */
export const readFolder = async (dir: string): Promise<PortalFolder> => {
  const text = await textOf(dir, portalFile)
  if (text === null) return nowhere(`There is no ${portalFile} in this folder.`)
  const yaml = readYaml(text)
  const placed = yaml.problems.map(inFile(portalFile, yaml))
  if (yaml.value === undefined) return { portal: null, people: null, problems: placed }
  const inlined = await withWordings(dir, yaml.value, yaml)
  const pictured = await withLogo(dir, inlined.value, yaml)
  const rehearsed = await withRehearsals(dir, pictured.value)
  const place = placing(yaml, inlined.files, rehearsed.files)
  const parsed = parsePortal(rehearsed.value)
  const early = [...placed, ...inlined.problems, ...pictured.problems, ...rehearsed.problems]
  if (!parsed.ok) return { portal: null, people: null, problems: [...early, ...parsed.refusal.map(place)] }
  const people = await peopleOf(dir, parsed.value)
  const problems = [
    ...early,
    ...check(parsed.value).map(place),
    ...(await strayWordings(dir, inlined.files)),
    ...people.problems,
  ]
  return { portal: early.length === 0 ? parsed.value : null, people: people.people, problems }
}
