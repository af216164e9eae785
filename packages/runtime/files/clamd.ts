import { connect, type Socket } from 'node:net'

/** What a scanner says of a file. One that gives no verdict throws: no verdict is not "clean". */
export type Verdict = 'clean' | 'harmful'
export type Scanner = {
  readonly scan: (plain: AsyncIterable<Uint8Array>) => Promise<Verdict>
  /** Whether it is there at all. */
  readonly answers: () => Promise<boolean>
}

const silenceMs = 30_000

const dial = (address: string): Socket => {
  const colon = address.lastIndexOf(':')
  return address.startsWith('/')
    ? connect(address)
    : connect({ host: address.slice(0, colon), port: Number(address.slice(colon + 1)) })
}

const lengthOf = (bytes: number): Buffer => {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes)
  return length
}

const send = (socket: Socket, bytes: Uint8Array): Promise<void> =>
  new Promise((resolve, reject) => {
    socket.write(bytes, (fault) => (fault ? reject(fault) : resolve()))
  })

/** All that the daemon says until it hangs up. */
const answerOf = async (socket: Socket): Promise<string> => {
  let said = ''
  for await (const bytes of socket) said += String(bytes)
  return said.replaceAll('\0', '').trim()
}

const verdictIn = (said: string): Verdict => {
  if (said === 'stream: OK') return 'clean'
  if (said.endsWith(' FOUND')) return 'harmful'
  throw new Error('the scanner gave no verdict')
}

const ping = async (address: string): Promise<boolean> => {
  const socket = dial(address)
  socket.setTimeout(silenceMs, () => socket.destroy(new Error('the scanner is silent')))
  const answer = answerOf(socket)
  answer.catch(() => undefined)
  try {
    await send(socket, Buffer.from('zPING\0'))
    return (await answer) === 'PONG'
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}

/** Speaks to clamd (INSTREAM): chunks with their length before them, a zero at the end, one line as the answer. */
export const openClamd = (address: string): Scanner => ({
  scan: async (plain) => {
    const socket = dial(address)
    socket.setTimeout(silenceMs, () => socket.destroy(new Error('the scanner is silent')))
    const answer = answerOf(socket)
    answer.catch(() => undefined)
    try {
      await send(socket, Buffer.from('zINSTREAM\0'))
      for await (const bytes of plain) {
        if (bytes.length === 0) continue
        await send(socket, lengthOf(bytes.length))
        await send(socket, bytes)
      }
      await send(socket, lengthOf(0))
      return verdictIn(await answer)
    } finally {
      socket.destroy()
    }
  },
  answers: () => ping(address),
})
