import { assertNever } from '../../domain/errors';
import { nextChaseStep, type ChaseStep } from '../../domain/reports/chase';
import type { Instant } from '../../domain/time';
import { escalate, sendOrDistrust } from './deliver';
import type { ReportRun } from './run';

/** Reminds, marks it late and asks the single point of contact, until the report is complete or this run is long. */
export async function chase(run: ReportRun): Promise<void> {
  for (;;) {
    const { dueAt, chase: steps } = run.terms;
    const step = nextChaseStep(steps, run.chased, run.command().at);
    const lateFirst = !run.standing.late && (step === null || dueAt <= step.at);
    if (!(await run.isTimeFor(lateFirst ? dueAt : (step?.at ?? null), lateFirst ? 'Due' : titleOf(step))))
      return;
    if (lateFirst) await run.note({ what: 'late' });
    // Its time may have passed for good meanwhile, when no worker ran: the latest reminder says it all.
    else if (step !== null && step === nextChaseStep(steps, run.chased, run.command().at))
      await take(run, step);
  }
}

async function take(run: ReportRun, step: ChaseStep): Promise<void> {
  switch (step.kind) {
    case 'before-due':
    case 'due-today':
    case 'overdue':
      return remind(run, step);
    case 'escalate':
      return askExchange(run, step);
    default:
      return assertNever(step.kind);
  }
}

async function remind(run: ReportRun, step: ChaseStep): Promise<void> {
  const outcome = await sendOrDistrust(run, { kind: 'chase', step }, titleOf(step));
  if (outcome?.outcome === 'outside-hours') {
    await waitForOpening(run, outcome.until);
    return;
  }
  // Complete by PostgreSQL, before anybody has said so here.
  if (outcome?.outcome === 'not-needed') await run.look();
  else if (outcome !== null) await run.noteStep({ what: 'chased', step });
}

async function waitForOpening(run: ReportRun, until: Instant): Promise<void> {
  await run.isTimeFor(until, 'Business opens');
}

async function askExchange(run: ReportRun, step: ChaseStep): Promise<void> {
  await run.look();
  if (run.isComplete) return;
  const { reportId } = run.command();
  const { organizationId } = run.terms.label;
  const taken = await escalate(run, {
    reason: 'report-late',
    subject: { kind: 'report', reportId, organizationId },
  });
  if (taken) await run.noteStep({ what: 'escalated', step });
}

function titleOf(step: ChaseStep | null): string {
  switch (step?.kind) {
    case 'before-due':
      return 'Remind: due soon';
    case 'due-today':
      return 'Remind: due today';
    case 'overdue':
      return 'Remind: late';
    case 'escalate':
      return 'Ask the single point of contact';
    default:
      return '';
  }
}
