import { contactDates, PRESS_AGAIN } from '../../../domain/contact-dates';
import { questionAbout } from '../../../domain/report/ask-about-date';
import { DomainError } from '../../../domain/errors';
import type { ProgramPolicy } from '../../../domain/policy';
import { localDateIn, type Instant, type LocalDate } from '../../../domain/time';
import { formActId, typedValues } from '../../pages/links/form-values';
import { askedOnce, returning, type DateQuestion, type Returned } from '../../pages/links/returned-form';
import { readDate } from '../../pages/read-date';
import { BUSY_NOTICE } from '../../pages/notices';
import { REVISION_FIELD, THEN_FIELD, THEN_REPORT } from './view/forms';
import type { ReportRowRecord } from '../ports';
import { saveRow, type SaveRowDeps } from '../save-row';
import { onFields, readRow } from './read-row';
import type { ReturnedRowForm } from './row-view';

export type RowSubmission =
  { readonly outcome: 'saved'; readonly then: 'next' | 'report' } | Returned<ReturnedRowForm>;

/**
 * Takes one row's form. The same again says nothing new. What is wrong comes back with what was typed, and so does,
 * once, a date before the referral. Throws what is not the person's to put right.
 */
export async function submitRow(
  deps: SaveRowDeps,
  submit: {
    readonly reportId: string;
    readonly row: ReportRowRecord;
    readonly body: Readonly<Record<string, unknown>>;
    readonly now: Instant;
  },
): Promise<RowSubmission> {
  const { reportId, row, body, now } = submit;
  const values = typedValues(body);
  const revision = revisionIn(body);
  const form = { actId: formActId(body), values, revision };
  const returned = returning(form);

  const reading = readRow(values);
  if ('errors' in reading) return returned(422, null, reading.errors);
  const on = reading.typed.contactMade === 'yes' ? readDate(values) : null;
  const asked = askedOnce(form, dateQuestion(on, row, deps.policy, now));
  if (asked !== null) return asked;
  try {
    const saved = await saveRow(deps, {
      reportId,
      rowId: row.id,
      typed: reading.typed,
      seenRevision: revision,
      source: 'form',
      actor: 'assister',
      now,
    });
    if (saved.outcome === 'refused') return returned(422, null, onFields(saved.errors));
    return { outcome: 'saved', then: body[THEN_FIELD] === THEN_REPORT ? 'report' : 'next' };
  } catch (error) {
    if (error instanceof DomainError && error.code === 'unavailable') return returned(503, BUSY_NOTICE, []);
    throw error;
  }
}

/** What is asked once about a date before the referral, unless the row says it already. */
function dateQuestion(
  contactOn: LocalDate | null,
  { referredOn, statement }: ReportRowRecord,
  { calendar, dates: { contactDaysBefore: daysBefore } }: ProgramPolicy,
  now: Instant,
): DateQuestion | null {
  const dates = contactDates({ referredOn, today: localDateIn(calendar.zone, now), daysBefore });
  const about = { said: { contactOn }, known: statement, asked: [], dates, how: PRESS_AGAIN };
  const question = questionAbout(about);
  return question && { about: question.asked, message: question.error.message };
}

/** Ours is a small whole number; anything else says nothing. */
function revisionIn(body: Readonly<Record<string, unknown>>): number | null {
  const sent = body[REVISION_FIELD];
  return typeof sent === 'string' && /^\d{1,9}$/.test(sent) ? Number(sent) : null;
}
