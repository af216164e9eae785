import { beforeEach, expect, test } from 'vitest'
import { forgetPrepared, prepared } from './prepared.ts'

beforeEach(forgetPrepared)

test('a statement keeps its name, and another text has another one', () => {
  const first = prepared('select $1', [1])
  expect(first).toMatchObject({ text: 'select $1', values: [1] })
  expect(prepared('select $1', [2]).name).toBe(first.name)
  expect(prepared('select $2', [2]).name).not.toBe(first.name)
})

test('no name is given twice, not even to the same text after another version went live', () => {
  const before = prepared('select 1', []).name
  forgetPrepared()
  expect(prepared('select 1', []).name).not.toBe(before)
})

test('whoever asks in a thousand ways gets answers, and no connection keeps a thousand plans', () => {
  const names = Array.from({ length: 1000 }, (_, index) => prepared(`select ${index}`, []).name)
  expect(names.filter((name) => name !== undefined)).toHaveLength(200)
})
