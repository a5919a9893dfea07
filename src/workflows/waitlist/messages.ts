import { defineSignal } from '@temporalio/workflow';

/** An organization may have become eligible. Sent with start: the waiting list runs only while there is work. */
export const nudgeSignal = defineSignal('nudge');
