import { expect, test } from 'vitest'
import { invitationCodeInGroups, newInvitationCode, typedInvitationCode } from './invitation-code.ts'

test('a code is read from paper as it was made, whatever case and gaps it is typed with', () => {
  for (let n = 0; n < 1000; n++) {
    const code = newInvitationCode()
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{12}$/)
    const onPaper = invitationCodeInGroups(code)
    expect(onPaper).toMatch(/^.{4}-.{4}-.{4}$/)
    for (const typed of [onPaper, onPaper.toLowerCase(), ` ${onPaper.replaceAll('-', ' ')} `])
      expect(typedInvitationCode(typed)).toBe(code)
  }
})

test('letters that look like figures are taken as the figures', () => {
  expect(typedInvitationCode('oil0-1234-5678')).toBe('011012345678')
})
