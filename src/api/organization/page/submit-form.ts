import { createHash } from 'node:crypto';
import { v7 as newId, validate as isUuid } from 'uuid';
import { DomainError } from '../../../domain/errors';
import type { RequestAsk } from '../../../domain/organization/request/requests';
import type { AreaTable } from '../../../domain/service-area';
import type { Instant } from '../../../domain/time';
import type { RequestKind } from '../../../domain/vocabulary';
import { typedValues } from '../../pages/links/form-values';
import { returning, type Returned, type ReturnedForm } from '../../pages/links/returned-form';
import { ACT_ID_FIELD, type FieldError } from '../../pages/forms';
import { BUSY_NOTICE } from '../../pages/notices';
import type { OrganizationRecord } from '../ports';
import { createRequest, type CreateRequestDeps } from '../create-request';
import { readRequest } from './read-form';

export interface RequestForm extends ReturnedForm {
  readonly kind: RequestKind;
}

export type Submission = { readonly outcome: 'asked'; readonly requestId: string } | Returned<RequestForm>;

/**
 * Takes one form. A form sent twice is one request. What cannot be kept comes back with what was typed. Throws errors
 * that the person cannot put right.
 */
export async function submitRequest(
  deps: CreateRequestDeps & { readonly areas: AreaTable },
  submit: {
    readonly organization: OrganizationRecord;
    readonly kind: RequestKind;
    readonly body: Readonly<Record<string, unknown>>;
    readonly now: Instant;
  },
): Promise<Submission> {
  const { organization, kind, body, now } = submit;
  const sent = body[ACT_ID_FIELD];
  const actId = typeof sent === 'string' && isUuid(sent) ? sent : newId();
  const values = typedValues(body);
  const returned = returning({ kind, actId, values });

  const reading = readRequest(kind, values, deps.areas);
  if ('errors' in reading) return returned(422, null, reading.errors);
  const { ask, comments } = reading;
  const same = unchanged(ask, organization, deps.areas);
  if (same !== null) return returned(422, null, [same]);
  const id = requestIdOf(`${organization.id} ${actId} ${JSON.stringify({ ask, comments })}`, actId);
  try {
    await createRequest(deps, {
      id,
      organizationId: organization.id,
      referralId: null,
      ask,
      comments,
      source: 'link',
      at: now,
    });
    return { outcome: 'asked', requestId: id };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    if (error.code === 'unavailable') return returned(503, BUSY_NOTICE, []);
    const errors = fieldErrors(error);
    if (errors.length === 0) throw error;
    return returned(422, null, errors);
  }
}

/** An error if what is asked for is already so. A form that was only pressed asks for nothing. */
function unchanged(ask: RequestAsk, now: OrganizationRecord, areas: AreaTable): FieldError | null {
  const isSet = (a: readonly string[], b: readonly string[]) =>
    JSON.stringify([...a].sort()) === JSON.stringify([...b].sort());
  switch (ask.kind) {
    case 'contact-change':
      if (ask.contactEmail !== now.contactEmail) return null;
      return { field: 'email', message: 'Referrals go to this address already.' };
    case 'languages':
      if (!isSet(ask.languages, now.languages)) return null;
      return { field: 'languages', message: 'These are the languages that we have already.' };
    case 'counties':
      if (!isSet(ask.counties, now.counties)) return null;
      return { field: 'counties', message: `These are the ${areas.term.many} that we have already.` };
    case 'type':
      return ask.type === now.type ? { field: 'type', message: 'This is your type already.' } : null;
    // Such a request says something new, whatever is on record.
    case 'absence':
    case 'suspend':
    case 'resume':
    case 'capacity':
    case 'question':
      return null;
    default:
      return ask satisfies never;
  }
}

/**
 * The same form with the same content gets the same id. Any change in it gives another one. The id begins with the time
 * of the form's own id, because requests are listed in the order of their ids.
 */
function requestIdOf(content: string, actId: string): string {
  const random = createHash('sha256').update(content).digest().subarray(0, 16);
  const msecs = Number.parseInt(actId.replaceAll('-', '').slice(0, 12), 16);
  return newId({ msecs, random, seq: random.readUInt32BE(0) });
}

const FIELDS: Readonly<Record<string, FieldError['field']>> = { from: 'date', until: 'untilDate' };

const DATE_WORDS: Readonly<Record<string, string>> = {
  'must not be in the past': 'Enter a day that is not over.',
  'must not be before the first day': 'The last day must not be before the first day.',
};

function fieldErrors({ details }: DomainError): FieldError[] {
  return (details.errors ?? []).flatMap(({ path, message }) => {
    const field = FIELDS[path];
    return field === undefined ? [] : [{ field, message: DATE_WORDS[message] ?? message }];
  });
}
