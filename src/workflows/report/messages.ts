import { defineSignal } from '@temporalio/workflow';

/** What the API may import to talk to a report: its input and its signal. Ids only; all else is read from PostgreSQL. */

export interface ReportInput {
  readonly reportId: string;
}

/** What it is found by in the Temporal UI. */
export interface ReportLabel {
  readonly organizationId: string;
  /** Season and number, such as `OE5/2`. */
  readonly period: string;
}

/** Something changed at its rows or returns: it looks again. */
export const reportChangedSignal = defineSignal('reportChanged');
