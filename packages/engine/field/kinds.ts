import { address } from './address.ts'
import { attachment } from './attachment.ts'
import { choice } from './choice.ts'
import { computed } from './computed.ts'
import { date } from './date.ts'
import { dateTime } from './date-time.ts'
import { email } from './email.ts'
import type { Kind } from './kind.ts'
import { list } from './list.ts'
import { longText } from './long-text.ts'
import { manyChoice } from './many-choice.ts'
import { money } from './money.ts'
import { number } from './number.ts'
import { phone } from './phone.ts'
import { reference } from './reference.ts'
import { signature } from './signature.ts'
import { text } from './text.ts'
import { time } from './time.ts'
import { yesNo } from './yes-no.ts'

/** The one list of kinds: what a portal may name, forms can ask and columns can hold. */
export const kindNames = [
  'text',
  'long-text',
  'number',
  'money',
  'date',
  'date-time',
  'time',
  'choice',
  'many-choice',
  'yes-no',
  'reference',
  'phone',
  'email',
  'address',
  'attachment',
  'signature',
  'list',
  'computed',
] as const
export type KindName = (typeof kindNames)[number]

export const kinds = {
  text,
  'long-text': longText,
  number,
  money,
  date,
  'date-time': dateTime,
  time,
  choice,
  'many-choice': manyChoice,
  'yes-no': yesNo,
  reference,
  phone,
  email,
  address,
  attachment,
  signature,
  list,
  computed,
} satisfies Record<KindName, Kind>
