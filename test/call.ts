export type Answered = { readonly status: number; readonly headers: Headers; readonly text: string }

/** One call as bytes, without the client that behaves: for what no screen of ours would send. */
export async function call(
  url: string,
  procedure: string,
  {
    input,
    body,
    method = 'POST',
    headers = {},
  }: {
    readonly input?: unknown
    /** Instead of an input: as it is. */
    readonly body?: string
    readonly method?: string
    readonly headers?: Readonly<Record<string, string>>
  } = {},
): Promise<Answered> {
  const answer = await fetch(`${url}/trpc/${procedure}`, {
    method,
    headers: { 'x-portico': '1', 'content-type': 'application/json', ...headers },
    ...(method === 'GET' ? {} : { body: body ?? (input === undefined ? '' : JSON.stringify(input)) }),
  })
  return { status: answer.status, headers: answer.headers, text: await answer.text() }
}
