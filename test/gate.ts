import { connect, createServer, type Server, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'

/** `shut` answers nobody, `silent` takes every call and says nothing. */
type Way = 'open' | 'shut' | 'silent'

/** Stands before a server, so that a test can hold what passes between it and those who speak to it. */
export class Gate implements AsyncDisposable {
  way: Way = 'open'
  /** Said to every caller at once instead of anything the server would say. */
  greeting: string | null = null
  /** Sees what the server says before it goes on; `false` keeps it. `asked` is all of the transaction so far. */
  onAnswer: (answer: Buffer, asked: string) => boolean = () => true
  readonly #server: Server
  readonly #sockets = new Set<Socket>()

  private constructor(server: Server) {
    this.#server = server
  }

  static async before(host: string, port: number): Promise<Gate> {
    const server = createServer()
    const gate = new Gate(server)
    server.on('connection', (socket) => gate.#pass(socket, host, port))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return gate
  }

  /** The same address by way of this gate. */
  through(url: string): string {
    const changed = new URL(url)
    changed.hostname = '127.0.0.1'
    changed.port = String(this.port)
    return changed.href
  }

  get port(): number {
    const address: AddressInfo | string | null = this.#server.address()
    if (address === null || typeof address === 'string') throw new Error('The gate is closed.')
    return address.port
  }

  #pass(caller: Socket, host: string, port: number): void {
    this.#keep(caller)
    if (this.greeting !== null) {
      caller.end(this.greeting)
      return
    }
    if (this.way === 'shut') caller.destroy()
    if (this.way !== 'open') return
    const server = this.#keep(connect(port, host))
    let asked = ''
    caller.on('data', (bytes) => {
      const text = bytes.toString('latin1')
      asked = text.includes('begin') ? text : asked + text
      server.write(bytes)
    })
    server.on('data', (answer) => {
      if (this.onAnswer(answer, asked)) caller.write(answer)
    })
    caller.on('close', () => server.destroy())
    server.on('close', () => caller.destroy())
  }

  #keep(socket: Socket): Socket {
    this.#sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => this.#sockets.delete(socket))
    return socket
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    await new Promise((resolve) => this.#server.close(resolve))
  }
}
