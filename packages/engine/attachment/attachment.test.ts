import { describe, expect, test } from 'vitest'
import { fileNameOf } from './file-name.ts'
import { typeOfFile } from './file-type.ts'
import { fileBytesMax, refusedBefore } from './refused-file.ts'

const bytes = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0))

describe('what a file is, by its beginning', () => {
  test.each([
    ['%PDF-1.7\n', 'pdf'],
    ['\xff\xd8\xff\xe1Exif', 'jpeg'],
    ['\x89PNG\r\n\x1a\n', 'png'],
    ['\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'heic'],
    ['\0\0\0\x18ftypmif1\0\0\0\0mif1heic', 'heic'],
    ['Blood pressure 120/80\r\n\tfine', 'text'],
    ['Presi\xc3\xb3n', 'text'],
  ])('%j is taken', (head, type) => {
    expect(typeOfFile(bytes(head))).toBe(type)
  })

  test.each([
    [''],
    [' %PDF-1.7'],
    ['\0\0\0\x18ftypavif\0\0\0\0mif1avif'],
    ['\0\0\0\x18ftypmp42\0\0\0\0isommp42'],
    ['<svg xmlns="http://www.w3.org/2000/svg">'],
    ['  \n<!doctype html>'],
    ['\xef\xbb\xbf<html>'],
    ['#!/bin/sh'],
    ['%!PS-Adobe-3.0'],
    ['{\\rtf1'],
    ['PK\x03\x04'],
    ['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'],
    ['MZ\x90\0'],
    ['GIF89a\x01\0'],
    ['text with a\0zero'],
  ])('%j is not', (head) => {
    expect(typeOfFile(bytes(head))).toBeNull()
  })
})

test('a file that is empty, too big or of another kind is refused before it is sent', () => {
  const pdf = bytes('%PDF-1.7\n')
  expect(refusedBefore(0, bytes(''))).toBe('empty')
  expect(refusedBefore(fileBytesMax + 1, pdf)).toBe('too-big')
  expect(refusedBefore(9, bytes('PK\x03\x04'))).toBe('kind')
  expect(refusedBefore(fileBytesMax, pdf)).toBeNull()
})

describe('the name of a file', () => {
  test.each([
    ['IMG_0042.HEIC', 'jpeg', 'IMG_0042.jpg'],
    ['C:\\Users\\Ada\\lab results.pdf', 'pdf', 'lab results.pdf'],
    ['../../etc/passwd', 'text', 'passwd.txt'],
    ['invoice.pdf.exe', 'pdf', 'invoice.pdf.pdf'],
    ['photo\u202Egpj.exe', 'jpeg', 'photogpj.jpg'],
    ['.htaccess', 'text', 'file.txt'],
    ['', 'png', 'file.png'],
    ['a\u0000b\r\nc.png', 'png', 'abc.png'],
    ['Análisis.PDF', 'pdf', 'Análisis.pdf'],
    ['x'.repeat(500), 'png', `${'x'.repeat(120)}.png`],
  ] as const)('%j becomes what it is', (given, type, name) => {
    expect(fileNameOf(given, type)).toBe(name)
  })
})
