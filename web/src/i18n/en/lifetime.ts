/** English words of messages that disappear. */
export const lifetime = {
  title: 'Messages disappear',
  never: 'Never',
  other: 'Other…',
  hint: 'What is written from now on is deleted for everybody after that time.',
  after: (span: string) => `${span} after they are sent, for everybody.`,
  amount: 'How long',
  unit: 'Unit',
  minutes: 'Minutes',
  hours: 'Hours',
  days: 'Days',
  wrong: 'A whole number is needed, and a year at most.',
  choose: 'Choose',
}
