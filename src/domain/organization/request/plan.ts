import type { RequestNeeds } from './requests';
import type { Instant } from '../../time';
import type { RequestKind, RequestState } from '../../vocabulary';

/** The parts of an organization's request that its next step depends on. */
export interface RequestProgress {
  readonly kind: RequestKind;
  readonly needs: RequestNeeds;
  readonly state: RequestState;
  readonly createdAt: Instant;
  readonly dueAt: Instant;
  /** The end of the time in which a new address can confirm. Null for everything else. */
  readonly confirmBy: Instant | null;
  /** When the new address confirmed, and when the old address or the exchange agreed to it. */
  readonly confirmedAt: Instant | null;
  readonly agreedAt: Instant | null;
  /** The address for leads has changed in another way since a new one was asked for. */
  readonly overtaken: boolean;
  /** When it takes effect. Null: at once. */
  readonly startsAt: Instant | null;
  /** When the former state comes back. Null: never. */
  readonly endsAt: Instant | null;
  readonly lateAt: Instant | null;
  readonly decidedAt: Instant | null;
  readonly appliedAt: Instant | null;
  readonly restoredAt: Instant | null;
}

export type RequestStep = 'overtake' | 'grant' | 'expire' | 'tell-late' | 'take-effect' | 'restore';

export interface RequestRule {
  readonly step: RequestStep;
  /** For a person, as the purpose of a timer. */
  readonly says: string;
  /** From when the step is due; null when it is not expected. */
  dueAt(request: RequestProgress): Instant | null;
}

/**
 * What the service does to a request on its own, and when. A step that was taken is not expected again, so every
 * request comes to rest. When several steps are due, the earliest goes first; of equal ones, the one higher in this
 * list.
 */
export const REQUEST_RULES: readonly RequestRule[] = [
  { step: 'overtake', says: 'The address was changed in another way', dueAt: overtaking },
  { step: 'grant', says: 'It needs nobody', dueAt: granting },
  { step: 'expire', says: 'Confirmation expires', dueAt: expiry },
  { step: 'tell-late', says: 'Answer due', dueAt: lateness },
  { step: 'take-effect', says: 'Takes effect', dueAt: effect },
  { step: 'restore', says: 'Ends', dueAt: end },
];

/** The next step that the service takes on its own, and from when it is due. Null when there is none. */
export function nextOfRequest(
  request: RequestProgress,
): { readonly rule: RequestRule; readonly at: Instant } | null {
  let next: { readonly rule: RequestRule; readonly at: Instant } | null = null;
  for (const rule of REQUEST_RULES) {
    const at = rule.dueAt(request);
    if (at !== null && (next === null || at < next.at)) next = { rule, at };
  }
  return next;
}

/** The later of the given time and whatever has happened to the request last. */
export function notBeforeRequest(request: RequestProgress, now: Instant): Instant {
  const { createdAt, confirmedAt, agreedAt, lateAt, decidedAt, appliedAt, restoredAt } = request;
  const happened = [createdAt, confirmedAt, agreedAt, lateAt, decidedAt, appliedAt, restoredAt];
  const times = happened.filter((at) => at !== null);
  return times.reduce((latest, at) => (at > latest ? at : latest), now);
}

/** Whether somebody can still answer it. */
export function isUndecided(state: RequestState): state is 'open' | 'awaiting-confirmation' {
  return state === 'open' || state === 'awaiting-confirmation';
}

function overtaking({ state, overtaken, createdAt }: RequestProgress): Instant | null {
  return overtaken && isUndecided(state) ? createdAt : null;
}

function granting({ state, needs, createdAt }: RequestProgress): Instant | null {
  return state === 'open' && needs === 'nothing' ? createdAt : null;
}

function expiry({ state, confirmBy }: RequestProgress): Instant | null {
  return state === 'awaiting-confirmation' ? confirmBy : null;
}

function lateness({ state, needs, lateAt, dueAt }: RequestProgress): Instant | null {
  return state === 'open' && needs !== 'nothing' && lateAt === null ? dueAt : null;
}

function effect({ state, kind, appliedAt, startsAt, decidedAt }: RequestProgress): Instant | null {
  const isExpected = state === 'approved' && kind !== 'question' && appliedAt === null;
  return isExpected ? (startsAt ?? decidedAt) : null;
}

function end({ appliedAt, endsAt, restoredAt }: RequestProgress): Instant | null {
  return appliedAt !== null && restoredAt === null ? endsAt : null;
}
