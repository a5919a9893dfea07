import { DomainError } from '../../../domain/errors';
import type { Instant } from '../../../domain/time';
import { formActId, typedValues } from '../../pages/links/form-values';
import { returning, type Returned } from '../../pages/links/returned-form';
import { BUSY_NOTICE } from '../../pages/notices';
import { REVISION_FIELD, THEN_FIELD, THEN_REPORT } from './view/forms';
import { saveRow, type SaveRowDeps } from '../save-row';
import { onFields, readRow } from './read-row';
import type { ReturnedRowForm } from './row-view';

export type RowSubmission =
  { readonly outcome: 'saved'; readonly then: 'next' | 'report' } | Returned<ReturnedRowForm>;

/**
 * Takes one row's form. The same form again says nothing new. Wrong entries come back with what was typed. Throws
 * errors that the person cannot put right.
 */
export async function submitRow(
  deps: SaveRowDeps,
  submit: {
    readonly reportId: string;
    readonly rowId: string;
    readonly body: Readonly<Record<string, unknown>>;
    readonly now: Instant;
  },
): Promise<RowSubmission> {
  const { reportId, rowId, body, now } = submit;
  const values = typedValues(body);
  const revision = revisionIn(body);
  const returned = returning({ actId: formActId(body), values, revision });

  const reading = readRow(values);
  if ('errors' in reading) return returned(422, null, reading.errors);
  try {
    const saved = await saveRow(deps, {
      reportId,
      rowId,
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

/** Ours is a small whole number. Anything else counts as none. */
function revisionIn(body: Readonly<Record<string, unknown>>): number | null {
  const sent = body[REVISION_FIELD];
  return typeof sent === 'string' && /^\d{1,9}$/.test(sent) ? Number(sent) : null;
}
