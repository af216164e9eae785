import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Person } from '../person.ts'
import type { Practice } from '../practice.ts'
import { pdfWith, sendFile, startDocument, type Place } from './files.ts'

/** What a practice has of its files, as only somebody with its database and its disk sees it. */
export class Stored {
  readonly #practice: Practice

  constructor(practice: Practice) {
    this.#practice = practice
  }

  async rows<T extends object>(text: string, values: readonly unknown[] = []): Promise<readonly T[]> {
    return this.#practice.superuser(async (client) => (await client.query<T>(text, [...values])).rows)
  }

  async statusOf(id: string): Promise<string> {
    const found = await this.rows<{ status: string }>('select status from portico.attachment where id = $1', [
      id,
    ])
    return found[0]?.status ?? 'gone'
  }

  /** Sends a file that must be taken, and waits for its verdict. */
  async sent(person: Person, bytes: Buffer, place: Place = {}): Promise<string> {
    const answer = await sendFile(person, bytes, place)
    if (answer.status !== 200) throw new Error(`The file was not taken: ${JSON.stringify(answer.refusal)}`)
    await this.#practice.until(
      'the file is checked',
      async () => (await this.statusOf(answer.id)) === 'clean',
    )
    return answer.id
  }

  async sentBy(person: Person, words: string): Promise<{ readonly id: string; readonly record: string }> {
    const id = await this.sent(person, pdfWith(words))
    return { id, record: (await startDocument(person, { scan: id })).id }
  }

  /** Every file that lies there. */
  lying(): readonly string[] {
    const folder = join(this.#practice.home, 'attachments')
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((name) => join(folder, name))
      .filter((path) => statSync(path).isFile())
  }

  async pathOf(id: string): Promise<string> {
    const [row] = await this.rows<{ file: string }>('select file from portico.attachment where id = $1', [id])
    return this.lying().find((path) => path.endsWith(row?.file ?? 'nothing')) ?? 'nothing'
  }
}

export const scanOf = (record: string) => ({ table: 'document', field: 'scan', record })
