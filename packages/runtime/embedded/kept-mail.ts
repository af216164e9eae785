import { randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import PostalMime from 'postal-mime'

/** One mail as the catcher shows it; `id` is the name of its file. */
export type KeptMail = {
  readonly id: string
  readonly at: string
  readonly from: string
  readonly to: readonly string[]
  readonly subject: string
  readonly messageId: string
  readonly text: string
  readonly html: string
}

const suffix = '.eml'

/** Mails are files, so that they outlive a restart and a person can look at them. */
export class MailFolder {
  readonly #folder: string

  constructor(folder: string) {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    this.#folder = folder
  }

  /** The name sorts by time of arrival; the time is the machine's, because it is only for looking at. */
  keep(source: Buffer): void {
    const name = `${new Date().toISOString().replaceAll(':', '-')}-${randomBytes(4).toString('hex')}`
    const half = join(this.#folder, `${name}.half`)
    writeFileSync(half, source, { mode: 0o600 })
    renameSync(half, join(this.#folder, `${name}${suffix}`))
  }

  async list(): Promise<readonly KeptMail[]> {
    const names = readdirSync(this.#folder).filter((name) => name.endsWith(suffix))
    return Promise.all(names.sort().map((name) => this.#read(name.slice(0, -suffix.length))))
  }

  empty(): void {
    for (const name of readdirSync(this.#folder)) rmSync(join(this.#folder, name), { force: true })
  }

  async #read(id: string): Promise<KeptMail> {
    const mail = await PostalMime.parse(readFileSync(join(this.#folder, `${id}${suffix}`)))
    return {
      id,
      at: mail.date ?? '',
      from: mail.from?.address ?? '',
      to: (mail.to ?? []).flatMap((receiver) => receiver.address ?? []),
      subject: mail.subject ?? '',
      messageId: mail.messageId ?? '',
      text: mail.text ?? '',
      html: mail.html ?? '',
    }
  }
}
