import { defineSignal } from '@temporalio/workflow';

/** What the API may import to talk to a season. Its dates and its state are read from PostgreSQL. */
export interface SeasonInput {
  readonly seasonId: string;
  /** A run before has looked for referrals that were sent before the season. */
  readonly listedBefore?: boolean;
}

/** It was paused, resumed, amended or ended, in PostgreSQL: it reads again. */
export const seasonChangedSignal = defineSignal('seasonChanged');
