import { defineUpdate } from '@temporalio/workflow';
import type { RequestKind } from '../../domain/vocabulary';
import type { RequestPhase } from './state';

/** What the API may import to talk to a request: its input and its updates, which answer with where it stands then. Ids and codes; the words stay in PostgreSQL. */

export interface RequestInput {
  readonly requestId: string;
  readonly kind: RequestKind;
  readonly organizationId: string | null;
}

/** An answer is kept, with its note, before the workflow hears of it; its id is also the update's. */
export interface Answer {
  readonly answerId: string;
  readonly outcome: 'approved' | 'refused';
}

export interface Confirmation {
  readonly confirmed: boolean;
}

/** Resolves once everything that can be done at once is done. */
export const begunUpdate = defineUpdate<RequestPhase>('begun');

/** Resolves once the answer is recorded and, when it is due now, has its effect. Refused when there is one already. */
export const answerUpdate = defineUpdate<RequestPhase, [Answer]>('answer');

/** The new address says whether leads should come to it. */
export const confirmUpdate = defineUpdate<RequestPhase, [Confirmation]>('confirm');
