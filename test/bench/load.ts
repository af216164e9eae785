import { Agent, request, type OutgoingHttpHeaders } from 'node:http'

/** Sixteen at once, as in the published figures of peers. */
export const atOnce = 16

export type Call = { readonly method: 'GET' | 'POST'; readonly path: string; readonly body?: string }
export type Speed = { readonly perSecond: number; readonly medianMs: number; readonly failed: number }

type Target = { readonly url: string; readonly headers: OutgoingHttpHeaders }

const once = ({ url, headers }: Target, { method, path, body }: Call, agent: Agent): Promise<string> =>
  new Promise((resolve, reject) => {
    const call = request(`${url}${path}`, { method, agent, headers }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('end', () => {
        const text = Buffer.concat(parts).toString()
        if (answer.statusCode === 200) resolve(text)
        else reject(new Error(`${answer.statusCode ?? 0} ${text.slice(0, 200)}`))
      })
    })
    call.on('error', reject)
    call.end(body)
  })

/** What one of the sixteen asks next, given what it was answered last. */
export type Asking = (last: string | null) => Call

/** Asks for so long, each again as soon as it is answered. */
export async function speedOf(target: Target, forMs: number, asking: () => Asking): Promise<Speed> {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce })
  const begun = performance.now()
  const took: number[] = []
  let failed = 0
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      const ask = asking()
      for (let last: string | null = null; performance.now() - begun < forMs;) {
        const from = performance.now()
        try {
          last = await once(target, ask(last), agent)
          took.push(performance.now() - from)
        } catch {
          failed++
        }
      }
    }),
  )
  agent.destroy()
  const seconds = (performance.now() - begun) / 1000
  return { perSecond: took.length / seconds, medianMs: median(took), failed }
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

export function quantile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? Number.NaN
}
