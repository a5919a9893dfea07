import type { Instant } from '../time';

/** What is done about a report that is not complete, each at the instant that was computed when it was made. */
export interface ChaseStep {
  readonly kind: ChaseKind;
  readonly at: Instant;
}

export type ChaseKind = 'before-due' | 'due-today' | 'overdue' | 'escalate';

/**
 * The step that comes next, perhaps late: of the reminders whose time went by only the latest is sent, because each
 * says all that the ones before it would have said. The escalation is never passed over. Null: all is done.
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

/** A later reminder's time has come: it says all that this one would have said. */
export function isOvertaken({ at }: ChaseStep, steps: readonly ChaseStep[], now: Instant): boolean {
  return steps.some((other) => isReminder(other) && other.at > at && other.at <= now);
}
