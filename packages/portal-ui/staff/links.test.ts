import { expect, test } from 'vitest'
import { practice } from '@portico/engine/portal/practice.fixture'
import type { Actor } from '@portico/engine/access/actor'
import { asStaff } from '@portico/engine/testing/maple'
import { en } from '../words/en.ts'
import { staffLinks } from './links.ts'

const shown = (actor: Actor, portal = practice) =>
  staffLinks(portal, actor, { language: 'en', words: en }).map(({ href, isStart = false }) => [href, isStart])

test('the start page of staff is their first queue', () => {
  expect(shown(asStaff('nurse')).filter(([, isStart]) => isStart)).toEqual([['/queues/nurse', true]])
})

test('who has no queue and reads requests starts with all that are open', () => {
  const { queues: _, ...portal } = practice
  expect(shown(asStaff('nurse'), { ...portal, queues: {} }).filter(([, isStart]) => isStart)).toEqual([
    ['/open-requests', true],
  ])
})

test('who may find patients and read no request starts with none of her pages', () => {
  const permissions = practice.permissions.filter(
    ({ role, table }) => role !== 'nurse' || table === 'patient',
  )
  const links = shown(asStaff('nurse'), { ...practice, permissions, queues: {} })
  expect(links).toEqual([['/patients', false]])
})
