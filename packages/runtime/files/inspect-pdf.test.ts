import { deflateSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { inspectPdf } from './inspect-pdf.ts'

const script = '<< /S /JavaScript /JS (app.alert(1)) >>'

const pdfOf = (...objects: readonly string[]): Buffer =>
  Buffer.from(
    [
      '%PDF-1.5\n%\u00e2\u00e3\u00cf\u00d3',
      ...objects.map((object, index) => `${index + 1} 0 obj\n${object}\nendobj`),
      'trailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF\n',
    ].join('\n'),
    'latin1',
  )

const streamOf = (dictionary: string, data: Buffer): string =>
  `<< ${dictionary} /Length ${data.length} >>\nstream\n${data.toString('latin1')}\nendstream`

const packed = (object: string, way = '/Filter /FlateDecode'): string =>
  streamOf(`/Type /ObjStm /N 1 /First 5 ${way}`, deflateSync(Buffer.from(`9 0  ${object}`, 'latin1')))

const found = (...objects: readonly string[]): string => {
  const inspected = inspectPdf(pdfOf('<< /Type /Catalog >>', ...objects))
  return inspected.ok ? 'taken' : inspected.reason
}

/** Each name with its second letter written as its number, which every reader undoes. */
const spelledOtherwise = (object: string): string =>
  object.replaceAll(
    /\/(\w)(\w+)/g,
    (_, first: string, rest: string) => `/${first}#${rest.charCodeAt(0).toString(16)}${rest.slice(1)}`,
  )

const active = [
  ['a script', script, '<< /S /JavaScript /JS 12 0 R >>'],
  ['a program to launch', '<< /S /Launch /F (cmd.exe) >>', '<< /S /Launch /F 12 0 R >>'],
  ['a form that sends itself', '<< /S /SubmitForm /F (https://x) >>', '<< /S /SubmitForm /F 12 0 R >>'],
  ['data from elsewhere', '<< /S /ImportData /F (x) >>', '<< /S /ImportData /F 12 0 R >>'],
  ['a way into a file within', '<< /S /GoToE /T << /R /C >> >>', '<< /S /GoToE /T 12 0 R >>'],
  ['a file within', '<< /Type /EmbeddedFile /Params << >> >>', '<< /Type /EmbeddedFile /Params 12 0 R >>'],
  ['files within', '<< /EmbeddedFiles << /Names [] >> >>', '<< /EmbeddedFiles 12 0 R >>'],
  ['rich media', '<< /Subtype /RichMedia >>', '<< /Subtype /RichMedia /RichMediaContent 12 0 R >>'],
  ['a form of its own language', '<< /XFA [(xdp:xdp) 9 0 R] >>', '<< /XFA 12 0 R >>'],
  ['a film', '<< /Movie << /F (x) >> >>', '<< /Movie 12 0 R >>'],
  ['a sound', '<< /S /Sound /Sound << >> >>', '<< /S /Sound /Sound 12 0 R >>'],
  ['a rendition', '<< /S /Rendition /R << >> >>', '<< /S /Rendition /R 12 0 R >>'],
] as const

describe('R149 a PDF is refused for', () => {
  test.each(active)(
    '%s, direct and by reference, in both spellings, in clear and packed',
    (_name, ...objects) => {
      for (const object of [...objects, ...objects.map(spelledOtherwise)])
        expect([object, found(object), found(packed(object))]).toEqual([object, 'active', 'active'])
    },
  )

  const ways = [
    '/Filter /LZWDecode',
    '/Filter [/ASCIIHexDecode /FlateDecode]',
    '/Filter [/FlateDecode /ASCIIHexDecode]',
    '/Filter /FlateDecode /Filter /LZWDecode',
    '/Filter /FlateDecode /FlateDecode',
    '/Filter 3 0 R',
    '/Filter /FlateDecode /DecodeParms << /Predictor 12 >>',
    '/Filter /FlateDecode /DecodeParms 3 0 R',
    '/Filter /FlateDecode /F (elsewhere)',
    '/X (endobj 2 0 obj <<) /Filter /LZWDecode',
  ]
  test.each([...ways, ...ways.map(spelledOtherwise), '/F#69lter /FlateDecode', '/Filter /Fl#61teDecode', ''])(
    'objects packed by way of “%s”',
    (way) => {
      expect(found(packed(script, way), '<< /Pred#69ctor 12 >>')).toBe('broken')
    },
  )

  test('packed objects that were changed before they were packed', () => {
    const rows = Buffer.from(`9 0  ${script}`.replaceAll(/./g, '\0$&'), 'latin1')
    expect(found(streamOf('/Type /ObjStm /N 1 /First 5 /Filter /FlateDecode', deflateSync(rows)))).toBe(
      'broken',
    )
  })
})

describe('a PDF is taken with', () => {
  const link = '<< /Type /Annot /A << /S /URI /URI (https://practice.example) >> >>'

  test.each([
    ['packed objects', packed(link)],
    ['packed objects as other programs write them', packed(link, '/Filter[/FlateDecode]/Extends 4 0 R')],
    [
      'packed objects behind an earlier end',
      `${link}\nendobj\nstartxref\n9\n%%EOF\n7 0 obj\n${packed(link)}`,
    ],
    [
      'other streams behind a predictor',
      streamOf('/Filter /FlateDecode /DecodeParms 3 0 R', deflateSync(Buffer.alloc(9))),
    ],
  ])('%s', (_name, object) => {
    expect(found(object)).toBe('taken')
  })

  test('packed objects right at its beginning', () => {
    expect(inspectPdf(pdfOf(packed(link))).ok).toBe(true)
  })
})
