import type { Instant } from '../time';
import type { SeasonState } from '../vocabulary';
import { nextChaseStep, type ChaseStep } from './chase';

/** The parts of a report that its next step depends on. */
export interface ReportToPlan {
  readonly complete: boolean;
  /** It was found incomplete after its due date. */
  readonly late: boolean;
  readonly dueAt: Instant;
  /** Computed once, when the report was made. */
  readonly chase: readonly ChaseStep[];
  /** The steps of `chase` that were taken. */
  readonly chased: readonly ChaseStep[];
  /**
   * The mail with the report itself: not made yet, on its way, at its end (taken by a server or not), or not needed any
   * more before a server had it.
   */
  readonly mail: 'to-come' | 'under-way' | 'ended' | 'dropped';
  /** Of its season. */
  readonly season: SeasonState;
}

/** A step that the service takes on its own, and when. A step whose time has passed is due now. */
export type ReportStep =
  | { readonly does: 'mail'; readonly at: Instant }
  | { readonly does: 'mark-late'; readonly at: Instant }
  | { readonly does: 'remind' | 'escalate'; readonly at: Instant; readonly step: ChaseStep };

/**
 * The report is mailed as soon as it is made, at any hour, and even when nothing is missing. Then it is chased until
 * it is complete: marked late at the end of its due date, and reminded of and escalated on the days that were
 * computed with it. A paused season sends nothing. One that was ended sends no more reports; those that are out go on.
 * Null: no step is left, or none is possible before the mail has come to its end, or before the season is resumed.
 */
export function nextReportStep(facts: ReportToPlan, now: Instant): ReportStep | null {
  const { complete, late, dueAt, chase, chased, mail, season } = facts;
  if (season === 'paused' || isNeverSent(facts)) return null;
  if (mail === 'to-come') return { does: 'mail', at: now };
  if (complete || mail === 'under-way') return null;
  const step = nextChaseStep(chase, chased, now);
  if (!late && (step === null || dueAt <= step.at)) return { does: 'mark-late', at: dueAt };
  if (step === null) return null;
  return { does: step.kind === 'escalate' ? 'escalate' : 'remind', at: step.at, step };
}

/** Its season was ended before it went out, so it does not go out any more. */
export function isNeverSent({ season, mail }: Pick<ReportToPlan, 'season' | 'mail'>): boolean {
  return season === 'ended' && (mail === 'to-come' || mail === 'dropped');
}
