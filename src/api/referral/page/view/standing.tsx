import type { JSX } from 'preact';
import { termWords } from '../../../../domain/terms';
import { MILESTONE_WORDS, REFERRAL_STATUS_WORDS } from '../../../../domain/words';
import { localDateIn, type Zone } from '../../../../domain/time';
import { describeProof, formatDate, formatInstant } from '../../../../domain/wording';
import { MilestoneTag } from '../../../pages/components/milestone-tag';
import type { AssignmentView, MilestoneView } from '../../../pages/view-models';
import { nextStep } from './next-step';

/** Where the referral stands, what comes next, and both deadlines. */
export function Standing({ view }: { readonly view: AssignmentView }): JSX.Element {
  return (
    <section aria-labelledby="standing">
      <div class="usa-summary-box al-summary">
        <div class="usa-summary-box__body">
          <h2 class="usa-summary-box__heading" id="standing">
            {REFERRAL_STATUS_WORDS[view.status]}
          </h2>
          <div class="usa-summary-box__text">
            <p>
              <strong>Next step:</strong> {nextStep(view).text}
            </p>
            {view.resolution !== null && (
              <p>Recorded so far: {termWords(view.program.terms.resolutions, view.resolution)}</p>
            )}
          </div>
        </div>
      </div>
      <div class="al-milestones">
        {view.milestones.map((milestone) => (
          <Milestone milestone={milestone} zone={view.zone} />
        ))}
      </div>
    </section>
  );
}

interface MilestoneProps {
  readonly milestone: MilestoneView;
  readonly zone: Zone;
}

function Milestone({ milestone, zone }: MilestoneProps): JSX.Element {
  const { name, state, dueAt, metAt, pausedAt, proof } = milestone;
  return (
    <div class={`al-milestone al-milestone--${state}`}>
      <h3 class="al-milestone__name">{MILESTONE_WORDS[name]}</h3>
      <p class="al-milestone__due">
        <MilestoneTag state={state} />
        <span>
          {state === 'paused' ? `was due ${formatInstant(dueAt, zone)}` : `due ${formatInstant(dueAt, zone)}`}
        </span>
      </p>
      {state === 'paused' && pausedAt !== null && (
        <p>
          Waiting for the consumer since {formatInstant(pausedAt, zone)}. The deadline moves by the days that
          you wait.
        </p>
      )}
      <Lateness milestone={milestone} />
      {metAt !== null && <p>Done on {formatDate(localDateIn(zone, metAt))}</p>}
      <details class="al-details">
        <summary>Why this date</summary>
        <p>{describeProof(proof)}</p>
      </details>
    </div>
  );
}

function Lateness({
  milestone: { state, lateBy },
}: {
  readonly milestone: MilestoneView;
}): JSX.Element | null {
  if (lateBy === null) return null;
  const hours = businessHours(lateBy);
  return <p>{state === 'breached' ? `Overdue by ${hours} so far` : `Late by ${hours}`}</p>;
}

/** `less than 1 business hour`, `1 business hour`, `12 business hours` */
function businessHours(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  if (hours === 0) return 'less than 1 business hour';
  return hours === 1 ? '1 business hour' : `${hours} business hours`;
}
