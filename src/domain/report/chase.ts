import type { Instant } from '../time';

/** A step that chases an incomplete report. Its instant was computed when the report was made. */
export interface ChaseStep {
  readonly kind: ChaseKind;
  readonly at: Instant;
}

export type ChaseKind = 'before-due' | 'due-today' | 'overdue' | 'escalate';

/**
 * The next step, which may be late. Of the reminders whose time has passed, only the latest is sent, because it says
 * everything that the earlier ones would have said. The escalation is never skipped. Null: all steps are done.
 */
export function nextChaseStep(
  steps: readonly ChaseStep[],
  done: readonly ChaseStep[],
  now: Instant,
): ChaseStep | null {
  const reminders = [...steps.filter(({ at }) => at <= now), ...done].filter(isReminder);
  const latest = reminders.reduce((last, { at }) => (at > last ? at : last), '');
  const left = steps.filter((step) => !done.some((other) => isSameStep(step, other)));
  const next = left.filter((step) => !isReminder(step) || step.at >= latest);
  return next.reduce<ChaseStep | null>(
    (first, step) => (first === null || step.at < first.at ? step : first),
    null,
  );
}

function isReminder({ kind }: ChaseStep): boolean {
  return kind !== 'escalate';
}

function isSameStep(a: ChaseStep, b: ChaseStep): boolean {
  return a.kind === b.kind && a.at === b.at;
}

/** Whether a later reminder's time has come. That reminder says everything that this one would have said. */
export function isOvertaken({ at }: ChaseStep, steps: readonly ChaseStep[], now: Instant): boolean {
  return steps.some((other) => isReminder(other) && other.at > at && other.at <= now);
}
