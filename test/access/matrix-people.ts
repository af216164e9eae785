// Who is looked at in the matrix of the template, and what they type into the refill form.
export const patients = ['ada', 'rosa', 'ben', 'mei'].map((name) => `${name}@example.com`)
const staff = ['nora', 'lena', 'priya', 'finn', 'wanda', 'dana', 'sam', 'alex'].map(
  (name) => `${name}@maple.example.com`,
)
export const elsa = '20000000-0000-4000-8000-000000000005'
/** Ada, while she acts for her mother: another actor, by the same session. */
const proxy = 'ada@example.com for her mother'
export const everybody = [...patients, proxy, ...staff]
export const accountOf = (email: string): string => (email === proxy ? 'ada@example.com' : email)
export const standsFor = (email: string) => (email === proxy ? elsa : null)
const answers = {
  medication: 'Metformin',
  dose: '500 mg',
  days_left: '5',
  pharmacy: 'by-mail',
  reason: 'Soon',
}
/** What a proxy is asked: less than the patient is. */
const { reason: _, ...narrower } = answers
export const answersOf = (email: string): Readonly<Record<string, string>> =>
  email === proxy ? narrower : answers
