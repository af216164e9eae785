import { noticeName, stateName, workflowName } from './name.ts'
import { placeOf } from './place.ts'
import type { Portal } from './portal.ts'
import type { Path } from './problem.ts'

const languages: Readonly<Record<string, string>> = { en: 'English', es: 'Spanish' }
const parts: Readonly<Record<string, string>> = { subject: 'subject', body: 'text' }

/** `notices, news, wording, es, body` reads "the Spanish text of the message *News*". */
export const acceptedPlace = (portal: Portal, path: Path): string => {
  const [noun, id = '', part, state = '', ...rest] = path.map(String)
  const language = languages[path.map(String).at(-1) ?? '']
  const name = `the ${language === undefined ? '' : `${language} `}name`
  if (noun === 'name') return `${name} of the practice`
  if (noun === 'phone') return 'the phone number'
  if (noun === 'notices' && part === 'wording')
    return `the ${languages[state] ?? ''} ${parts[rest[0] ?? ''] ?? 'wording'} of the message ${noticeName(portal, id)}`
  if (noun === 'workflows' && part === 'states')
    return `what the stage ${stateName(portal, id, state)} of ${workflowName(portal, id)} is called`
  if (noun === 'workflows') return `${name} of the workflow ${workflowName(portal, id)}`
  return placeOf(path).words
}
