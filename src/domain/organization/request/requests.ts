import { answerDueAt } from '../../business-calendar';
import { assertNever, type FieldError } from '../../errors';
import { dayBegins, plusDays } from '../../local-time';
import type { ProgramPolicy } from '../../policy';
import { DAY_MS, plusMillis, type Instant, type LocalDate, type Zone } from '../../time';
import type { AssisterType, RequestKind } from '../../vocabulary';

/**
 * What an organization can ask of the exchange (docs/program.md, "Words": request), and what each request needs and
 * changes. Days are local, and the first and last are both included. Null means at once for a start, and until
 * further notice for an end.
 */
export type RequestAsk =
  | { readonly kind: 'contact-change'; readonly contactEmail: string }
  | { readonly kind: 'absence'; readonly from: LocalDate; readonly until: LocalDate }
  | { readonly kind: 'suspend'; readonly from: LocalDate | null; readonly until: LocalDate | null }
  | { readonly kind: 'resume' }
  | {
      readonly kind: 'capacity';
      readonly capacity: number;
      readonly from: LocalDate | null;
      readonly until: LocalDate | null;
    }
  | { readonly kind: 'languages'; readonly languages: readonly string[]; readonly from: LocalDate | null }
  /** FIPS codes. */
  | { readonly kind: 'counties'; readonly counties: readonly string[] }
  | { readonly kind: 'type'; readonly type: AssisterType }
  | { readonly kind: 'question' };

/** What a request needs before it takes effect. */
export type RequestNeeds = 'nothing' | 'confirmation' | 'approval' | 'answer';

/**
 * The exchange decides about area and type, and about ending a suspension that it imposed itself. A new address
 * needs itself, and the old one or the exchange (`consent.ts`). The organization decides everything else.
 */
export function requestNeeds({ kind }: { kind: RequestKind }, suspendedByExchange: boolean): RequestNeeds {
  switch (kind) {
    case 'contact-change':
      return 'confirmation';
    case 'counties':
    case 'type':
      return 'approval';
    case 'resume':
      return suspendedByExchange ? 'approval' : 'nothing';
    case 'question':
      return 'answer';
    case 'absence':
    case 'suspend':
    case 'capacity':
    case 'languages':
      return 'nothing';
    default:
      return assertNever(kind);
  }
}

/** The fields of an organization that a request can set. */
export interface RequestedFields {
  readonly contactEmail?: string;
  readonly capacity?: number;
  readonly languages?: readonly string[];
  readonly counties?: readonly string[];
  readonly type?: AssisterType;
}

export type RequestEffect =
  | { readonly does: 'set'; readonly fields: RequestedFields }
  | {
      readonly does: 'add-absence';
      readonly as: 'absence' | 'suspension';
      readonly from: LocalDate;
      readonly until: LocalDate | null;
    }
  | { readonly does: 'suspend' }
  | { readonly does: 'resume' }
  | { readonly does: 'nothing' };

/** What takes effect, on the day it does. */
export function effectOf(ask: RequestAsk, today: LocalDate): RequestEffect {
  switch (ask.kind) {
    case 'contact-change':
      return { does: 'set', fields: { contactEmail: ask.contactEmail } };
    case 'capacity':
      return { does: 'set', fields: { capacity: ask.capacity } };
    case 'languages':
      return { does: 'set', fields: { languages: ask.languages } };
    case 'counties':
      return { does: 'set', fields: { counties: ask.counties } };
    case 'type':
      return { does: 'set', fields: { type: ask.type } };
    case 'absence':
      return { does: 'add-absence', as: 'absence', from: ask.from, until: ask.until };
    case 'suspend':
      return suspension(ask, today);
    case 'resume':
      return { does: 'resume' };
    case 'question':
      return { does: 'nothing' };
    default:
      return assertNever(ask);
  }
}

/**
 * Without dates: a suspension until it is lifted. With dates: days without leads, which end without anybody doing
 * anything.
 */
export function suspension(
  { from, until }: { readonly from: LocalDate | null; readonly until: LocalDate | null },
  today: LocalDate,
): Extract<RequestEffect, { does: 'suspend' | 'add-absence' }> {
  if (from === null && until === null) return { does: 'suspend' };
  return { does: 'add-absence', as: 'suspension', from: from ?? today, until };
}

/** Whether an organization may have become eligible through this that was not eligible before. */
export function opensWay({ does }: RequestEffect): boolean {
  return does === 'set' || does === 'resume';
}

/** When the effect begins, if it was not asked for at once; otherwise null. Absences are rows with dates. */
export function startsAt(ask: RequestAsk, zone: Zone): Instant | null {
  if (ask.kind !== 'capacity' && ask.kind !== 'languages') return null;
  return ask.from === null ? null : dayBegins(ask.from, zone);
}

/** When the former state comes back: the first instant after the last day. Null: it stays. */
export function endsAt(ask: RequestAsk, zone: Zone): Instant | null {
  if (ask.kind !== 'capacity' || ask.until === null) return null;
  return dayBegins(plusDays(ask.until, 1), zone);
}

/** The close of business on the last day on which an answer is in time (`policy.requests`). Throws CalendarExhausted. */
export function requestDueAt({ calendar, requests }: ProgramPolicy, cameAt: Instant): Instant {
  return answerDueAt(calendar, cameAt, requests.dueBusinessDays);
}

/**
 * The end of the time in which a new address can confirm (`policy.requests.confirmWithinDays`). Once it has, the request
 * waits for the old address or the exchange like any other that needs an answer. Null for everything else.
 */
export function confirmBy(
  { requests }: ProgramPolicy,
  { kind }: { kind: RequestKind },
  cameAt: Instant,
): Instant | null {
  return kind === 'contact-change' ? plusMillis(cameAt, requests.confirmWithinDays * DAY_MS) : null;
}

/** What is wrong with the dates; empty when nothing is. `from` and `until` are paths in the request. */
export function dateProblems(ask: RequestAsk, today: LocalDate): FieldError[] {
  const from = 'from' in ask ? ask.from : null;
  const until = 'until' in ask ? ask.until : null;
  const errors: FieldError[] = [];
  if (from !== null && from < today && ask.kind !== 'absence') {
    errors.push({ path: 'from', message: 'must not be in the past' });
  }
  if (until !== null && until < today) errors.push({ path: 'until', message: 'must not be in the past' });
  if (until !== null && from !== null && until < from) {
    errors.push({ path: 'until', message: 'must not be before the first day' });
  }
  return errors;
}
