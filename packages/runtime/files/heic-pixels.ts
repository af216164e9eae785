import { createRequire } from 'node:module'

/** The library's own promise, as far as it is used: it brings no types. */
type HeicImage = {
  readonly get_width: () => number
  readonly get_height: () => number
  readonly display: (
    into: { readonly data: Uint8ClampedArray; readonly width: number; readonly height: number },
    done: (drawn: { readonly data: Uint8ClampedArray } | null) => void,
  ) => void
}
type Library = {
  readonly HeifDecoder: new () => { readonly decode: (bytes: Buffer) => readonly HeicImage[] }
}
type Pixels = { readonly data: Uint8ClampedArray; readonly width: number; readonly height: number }

const isLibrary = (loaded: unknown): loaded is Library =>
  typeof loaded === 'object' && loaded !== null && 'HeifDecoder' in loaded

const library = (): Library => {
  const loaded: unknown = createRequire(import.meta.url)('libheif-js/wasm-bundle')
  if (!isLibrary(loaded)) throw new Error('the reader of HEIC is another than expected')
  return loaded
}

/** The first picture of the box, drawn; it runs in WebAssembly, where it reaches nothing. */
export const heicPixels = async (bytes: Buffer, max: number): Promise<Pixels | 'broken' | 'pixels'> => {
  const [image] = new (library().HeifDecoder)().decode(bytes)
  if (!image) return 'broken'
  const [width, height] = [image.get_width(), image.get_height()]
  if (width * height === 0) return 'broken'
  if (width * height > max) return 'pixels'
  const into = { data: new Uint8ClampedArray(width * height * 4), width, height }
  return new Promise((resolve) => {
    image.display(into, (drawn) => resolve(drawn ? { data: drawn.data, width, height } : 'broken'))
  })
}
