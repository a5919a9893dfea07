import { isInterim, resolutionRules } from '../../../../domain/terms';
import { isTooLate } from '../../../../domain/referral/appointment-clock';
import { formatDate, formatInstant } from '../../../../domain/wording';
import type { FormName } from '../../../pages/forms';
import type { AppointmentView, AssignmentView, MilestoneView } from '../../../pages/view-models';

export interface NextStep {
  readonly text: string;
  /** The form that records it. */
  readonly form: FormName;
}

/** What the assister should do now, in one or two sentences. */
export function nextStep(view: AssignmentView): NextStep {
  if (view.contact?.made !== true) return { form: 'contact', text: contactStep(view) };
  if (milestone(view, 'appointment')?.state === 'paused') {
    return {
      form: 'resume',
      text: 'You are waiting for the consumer, and the clock for the appointment stands still. Start it again as soon as you can go on.',
    };
  }
  if (view.appointment?.held === true) {
    return { form: 'resolution', text: 'The appointment was held. Now record how the referral ended.' };
  }
  if (view.appointment !== null) return { form: 'appointment', text: heldStep(view, view.appointment) };
  if (view.resolution !== null && isInterim(view.resolution, resolutionRules(view.program.terms))) {
    return { form: 'resolution', text: 'Hold the appointment, then record how the referral ended.' };
  }
  return { form: 'appointment', text: agreeStep(view) };
}

function contactStep(view: AssignmentView): string {
  const due = milestone(view, 'contact');
  const tried =
    view.contact === null ? '' : `You tried on ${formatDate(view.contact.on)}. Please keep trying. `;
  if (due === null) return `${tried}Contact the consumer, then record the date below.`;
  if (due.state === 'breached') {
    return `${tried}The time to contact the consumer ended on ${formatInstant(due.dueAt, view.zone)}. Please contact them now, then record the date below.`;
  }
  return `${tried}Contact the consumer by ${formatInstant(due.dueAt, view.zone)}, then record the date below.`;
}

function agreeStep(view: AssignmentView): string {
  const due = milestone(view, 'appointment');
  if (due === null) return 'Agree on an appointment with the consumer and record it below.';
  if (due.state === 'breached') {
    return `The time for the appointment ended on ${formatInstant(due.dueAt, view.zone)}. Please hold it as soon as you can and record it below.`;
  }
  return `Agree on an appointment with the consumer and hold it by ${formatInstant(due.dueAt, view.zone)}. Record it below.`;
}

function heldStep(view: AssignmentView, { at, past }: AppointmentView): string {
  const due = milestone(view, 'appointment');
  if (past) {
    return `The appointment was on ${formatInstant(at, view.zone)}. Record that it was held, or its new time.`;
  }
  const late =
    due !== null && isTooLate(at, due.proof.dueOn, view.zone)
      ? ' That is after the deadline, so we have told the exchange. Please find an earlier time if you can.'
      : '';
  return `The appointment is on ${formatInstant(at, view.zone)}.${late} After it, record that it was held.`;
}

function milestone(view: AssignmentView, name: MilestoneView['name']): MilestoneView | null {
  return view.milestones.find((candidate) => candidate.name === name) ?? null;
}
