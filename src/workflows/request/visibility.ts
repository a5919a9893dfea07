import { upsertMemo } from '@temporalio/workflow';
import { assertNever } from '../../domain/errors';
import { showDetails } from '../shared/current-details';
import { shortInstant } from '../shared/short-instant';
import type { RequestTerms } from './activities';
import type { RequestState } from './state';

/** What a coordinator reads in the Temporal UI: where it stands, until when, what comes next. No words of anybody. */
export interface RequestStanding {
  readonly stands: string;
  readonly from: string;
  readonly due: string;
  readonly next: string;
}

export function show(state: RequestState): void {
  const now = standing(state);
  upsertMemo({ ...now });
  showDetails(now.stands, [
    ['From', now.from],
    ['Due', now.due],
    ['Next', now.next],
  ]);
}

export function standing(state: RequestState): RequestStanding {
  const { kind, terms } = state;
  return {
    stands: `${kind}: ${stands(state)}`,
    from: terms?.organizationName ?? 'not known to which organization it belongs',
    due: due(state),
    next: terms === null ? 'what it needs is being looked up' : next(state, terms),
  };
}

function stands({ phase, terms, settlement, late }: RequestState): string {
  switch (phase) {
    case 'beginning':
      return 'received';
    case 'asking':
      if (terms?.needs === 'confirmation') return 'waits for the new address to confirm';
      return `waits for the single point of contact${late ? '; late' : ''}`;
    case 'settling':
    case 'over':
      return settlement?.outcome ?? 'settled before';
    case 'dated':
      return 'approved, for a later day';
    case 'lasting':
      return 'in effect, until its last day';
    default:
      return assertNever(phase);
  }
}

function due({ phase, terms }: RequestState): string {
  if (terms === null || phase !== 'asking') return 'nothing';
  return terms.needs === 'confirmation'
    ? `confirmation by ${shortInstant(terms.confirmBy, terms.zone)}`
    : `answer by ${shortInstant(terms.dueAt, terms.zone)}`;
}

function next(
  { phase, late, settlement }: RequestState,
  { needs, startsAt, endsAt, zone }: RequestTerms,
): string {
  switch (phase) {
    case 'beginning':
      return 'its first step';
    case 'asking':
      if (needs === 'confirmation') return 'leads go to the old address until then; unconfirmed, it expires';
      return late
        ? 'the single point of contact answers'
        : 'without an answer in time a second mail goes out';
    case 'settling':
      return settlement?.outcome === 'approved' ? 'it takes effect' : 'the organization is told';
    case 'dated':
      return startsAt === null ? 'it takes effect' : `it takes effect ${shortInstant(startsAt, zone)}`;
    case 'lasting':
      return endsAt === null ? 'nothing' : `the former state comes back ${shortInstant(endsAt, zone)}`;
    case 'over':
      return 'nothing';
    default:
      return assertNever(phase);
  }
}
