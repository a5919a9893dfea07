/**
 * The names of forms, fields and fixed choices on the pages. Templates write them and routes read them from here, so
 * the two cannot drift apart.
 */

export const FORM_NAMES = [
  'accept',
  'contact',
  'appointment',
  'pause',
  'resume',
  'resolution',
  'decline',
] as const;
export type FormName = (typeof FORM_NAMES)[number];

/** Hidden in every form: the page's token, and the id under which the act is stored once. */
export const TOKEN_FIELD = 'token';
export const ACT_ID_FIELD = 'actId';

/**
 * What a person fills in. Every form posts to an address of its own, so forms share names. A date is always `month`
 * (1-12), `day` and `year` (four digits). `time` is `HH:MM` on a 24-hour clock.
 */
export const FIELD_NAMES = [
  'outcome',
  'month',
  'day',
  'year',
  'time',
  'resolution',
  'reason',
  'comments',
  'organization',
  'capacity',
  'email',
  'type',
  'counties',
  'languages',
  'untilMonth',
  'untilDay',
  'untilYear',
  'file',
  // Hidden: the date that the form was asked about. Sent again with the same date, it answers the question.
  'sure',
] as const;
export type FieldName = (typeof FIELD_NAMES)[number];

/** Values of `outcome` in the contact form. */
export const CONTACT_OUTCOMES = ['reached', 'not-reached'] as const;
export type ContactOutcome = (typeof CONTACT_OUTCOMES)[number];

/** Values of `outcome` in the appointment form. */
export const APPOINTMENT_OUTCOMES = ['agreed', 'held'] as const;
export type AppointmentOutcome = (typeof APPOINTMENT_OUTCOMES)[number];

/** The one value of `outcome` in the forms to accept and to resume. A person says so by choosing it. */
export const ACCEPT_OUTCOMES = ['accepted'] as const;
export const RESUME_OUTCOMES = ['ready'] as const;

/** Longest free text that the page lets a person type, in UTF-16 units. */
export const COMMENTS_MAX_LENGTH = 2000;

/** What was typed, as it came. It is kept, and shown again when an act could not be recorded. */
export type FormValues = Readonly<Partial<Record<FieldName, string>>>;

/** `date` means month, day and year together, `untilDate` those of a last day. */
export interface FieldError {
  readonly field: FieldName | 'date' | 'untilDate';
  readonly message: string;
}

/**
 * The element id of a field. The error summary links to it. The first radio button of a field has the field's own id,
 * so such a link leads there. The others add their value.
 */
export function fieldId(form: string, field: FieldName, value?: string): string {
  return value === undefined ? `${form}-${field}` : `${form}-${field}-${value}`;
}
