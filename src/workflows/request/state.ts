import type { Settlement, RequestTerms } from './activities';
import type { Answer, RequestInput } from './messages';

/** Where a request stands. `asking` waits for a person; `dated` is granted and waits for its day; `lasting` for its end. */
export type RequestPhase = 'beginning' | 'asking' | 'settling' | 'dated' | 'lasting' | 'over';

export interface RequestState extends RequestInput {
  readonly phase: RequestPhase;
  /** Null until the first step has read them. */
  readonly terms: RequestTerms | null;
  /** What ended the asking; the first one counts. */
  readonly settlement: Settlement | null;
  /** Its time for an answer went by without one. */
  readonly late: boolean;
}

export function initialState(input: RequestInput): RequestState {
  return { ...input, phase: 'beginning', terms: null, settlement: null, late: false };
}

/** Whether somebody can still answer it. */
export function isOpen({ settlement, phase }: RequestState): boolean {
  return settlement === null && (phase === 'beginning' || phase === 'asking');
}

export function settlementOf({ outcome, answerId }: Answer): Settlement {
  return { outcome, answerId };
}
