import type { ProgramPolicy } from '../../policy';
import type { Resolution } from '../../terms';
import { median, NO_REPORTS, totalOf, type ReportTally, type Share, type Tally } from './tally';

/** What a scorecard measures, in its order. */
export const MEASURES = [
  'accepted',
  'declined',
  'contactWithinOne',
  'contactWithinTwo',
  'contactDays',
  'appointmentInTime',
  'covered',
  'reportsOnTime',
] as const;
export type Measure = (typeof MEASURES)[number];

/** Which end of the scale is the good one. */
export const BETTER: Record<Measure, 'higher' | 'lower'> = {
  accepted: 'higher',
  declined: 'lower',
  contactWithinOne: 'higher',
  contactWithinTwo: 'higher',
  contactDays: 'lower',
  appointmentInTime: 'higher',
  covered: 'higher',
  reportsOnTime: 'higher',
};

/** What the figures of a program are made by. */
export interface FigureRules {
  readonly smallNumber: number;
  /** The resolutions that mean coverage, or that the consumer can have it. */
  readonly covered: readonly Resolution[];
}

export function figureRules({ reports, terms }: Pick<ProgramPolicy, 'reports' | 'terms'>): FigureRules {
  const covered = terms.resolutions.filter((term) => term.covered).map(({ code }) => code);
  return { smallNumber: reports.smallNumber, covered };
}

/** Everything that one scorecard is made from. */
export interface Counted {
  readonly tally: Tally;
  readonly contactDays: readonly number[];
  readonly reports: ReportTally;
}

export interface Figure {
  /** A share from 0 to 1, or a number of business days; null when nothing was counted. */
  readonly value: number | null;
  /** The numerator of a share. For a number of days: how many contacts it is the median of. */
  readonly count: number;
  readonly of: number;
  /** Made from so few cases that it says little. Marked, not ranked, and not part of a median. */
  readonly small: boolean;
}

export type Figures = Readonly<Record<Measure, Figure>>;

export function figuresOf({ tally, contactDays, reports }: Counted, rules: FigureRules): Figures {
  const { smallNumber } = rules;
  const share = ({ count, of }: Share): Figure => ({
    value: of === 0 ? null : count / of,
    count,
    of,
    small: of < smallNumber,
  });
  const contacts = contactDays.length;
  return {
    accepted: share(tally.accepted),
    declined: share(declinedShare(tally)),
    contactWithinOne: share(tally.contactWithinOne),
    contactWithinTwo: share(tally.contactWithinTwo),
    contactDays: {
      value: median(contactDays),
      count: contacts,
      of: contacts,
      small: contacts < smallNumber,
    },
    appointmentInTime: share(tally.appointmentInTime),
    covered: share(coveredShare(tally, rules)),
    reportsOnTime: share(reportsShare(reports)),
  };
}

export function declinedShare({ declined, leads }: Tally): Share {
  return { count: totalOf(declined), of: leads };
}

/** The share of leads that ended in coverage (FigureRules.covered), among the leads that have an outcome. */
export function coveredShare({ outcomes }: Tally, { covered }: FigureRules): Share {
  const count = covered.reduce((sum, resolution) => sum + (outcomes[resolution] ?? 0), 0);
  return { count, of: totalOf(outcomes) };
}

export function reportsShare({ onTime, late, missing }: ReportTally): Share {
  return { count: onTime, of: onTime + late + missing };
}

/** What is measured for a slice of the leads. Reports and times belong to organizations as a whole. */
export const SLICE_MEASURES = [
  'accepted',
  'declined',
  'contactWithinTwo',
  'appointmentInTime',
  'covered',
] as const satisfies readonly Measure[];
export type SliceMeasure = (typeof SLICE_MEASURES)[number];
export type SliceFigures = Readonly<Record<SliceMeasure, Figure>>;

export function sliceFigures(tally: Tally, rules: FigureRules): SliceFigures {
  const { accepted, declined, contactWithinTwo, appointmentInTime, covered } = figuresOf(
    { tally, contactDays: [], reports: NO_REPORTS },
    rules,
  );
  return { accepted, declined, contactWithinTwo, appointmentInTime, covered };
}
