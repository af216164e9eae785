import { blocksPublishing } from '@portico/engine/portal/problem'
import { ok, type Result } from '@portico/engine/result'
import { randomUUID } from 'node:crypto'
import { askApproval } from '../commands/ask-approval.ts'
import type { Context } from '../commands/call.ts'
import { loadDraft } from '../commands/load-draft.ts'
import { publishDraft } from '../commands/publish-draft.ts'
import { reviewDraft } from '../commands/review-draft.ts'
import type { Review } from '../commands/review-of.ts'
import { asSomebody, plain, secretsAsked } from './as-somebody.ts'
import { changeLines } from './change-lines.ts'
import { portalOptions } from './portal-options.ts'
import type { CliVerb } from './verb.ts'

type Published = Pick<Review, 'changes' | 'problems'> & {
  readonly outcome: 'same' | 'blocked' | 'unsure' | 'asked' | 'published'
  readonly version: number | null
}

const usage = '--as <your e-mail> [--reason <why> --yes] [--json]'

const last = {
  same: () => 'The draft is what is live. There is nothing to publish.',
  blocked: () => 'Nothing was published. Mend this first.',
  unsure: () => 'Nothing was published. Give a --reason and say --yes to publish this.',
  asked: () => 'It makes access wider, so a second person was asked to approve it. Nothing is live yet.',
  published: (version: number | null) => `Version ${String(version)} is live.`,
} as const satisfies Record<Published['outcome'], (version: number | null) => string>

/** Reviews the draft, and publishes it as far as one person may; for the rest a second one is asked. */
const published = async (context: Context, reason: string | null): Promise<Result<Published>> => {
  const draft = await loadDraft(context)
  if (!draft.ok) return draft
  const review = await reviewDraft(context)
  if (!review.ok) return review
  const { changes, problems } = review.value
  const came = (outcome: Published['outcome'], version: number | null = null) =>
    ok({ changes, problems, outcome, version })
  if (JSON.stringify(draft.value.portal) === JSON.stringify(draft.value.live.portal)) return came('same')
  if (blocksPublishing(problems)) return came('blocked')
  if (reason === null) return came('unsure')
  const seen = { revision: draft.value.revision, reason }
  const done = await publishDraft(context, { ...seen, key: randomUUID() })
  if (done.ok) return came('published', done.value.version)
  if (done.refusal.code !== 'approval-needed') return done
  const asked = await askApproval(context, seen)
  return asked.ok ? came('asked') : asked
}

/** `portico publish`: what the builder's last page does, for who keeps a portal in git. */
export const publishVerb: CliVerb = {
  usage,
  summary: 'Review the draft, and publish it or ask for approval',
  run: async (args, output) => {
    const asked = portalOptions(args, ['--as', '--reason', '--yes', '--json'], false)
    if (!asked || (asked.isAgreed && asked.reason === null)) {
      output.err(`Use: portico publish ${usage}\n${secretsAsked}`)
      return 2
    }
    return asSomebody(
      asked,
      output,
      (context) => published(context, asked.isAgreed ? asked.reason : null),
      ({ changes, problems, outcome, version }) => ({
        lines: [
          ...changeLines(changes),
          ...problems.map(
            ({ severity, sentence }) => `  ${severity === 'error' ? 'problem' : 'hint'}: ${plain(sentence)}`,
          ),
          last[outcome](version),
        ],
        code: outcome === 'published' || outcome === 'same' ? 0 : 1,
      }),
    )
  },
}
