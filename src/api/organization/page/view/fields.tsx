import type { JSX } from 'preact';
import { capitalized } from '../../../../domain/terms';
import { CAPACITY_WORDS } from '../../../../domain/words';
import { AreaField } from '../../../pages/components/area-field';
import { DateFields } from '../../../pages/components/date-fields';
import type { FieldContext } from '../../../pages/components/form';
import { LineField } from '../../../pages/components/line-field';
import { RadioGroup } from '../../../pages/components/radio-group';
import { CommentsField } from '../../../pages/components/text-fields';
import { RESUME_CHOICES, SUSPEND_CHOICES, TYPE_CHOICES } from './choices';
import type { OrganizationFormView, OrganizationView } from './view-models';

const NO_CONSUMERS = 'Up to 2,000 characters. Please leave out a consumer’s personal information.';
const OPTIONAL_DAY = 'Leave empty for now. For example: January 5, 2026';

interface FieldsProps {
  readonly form: OrganizationFormView;
  readonly view: OrganizationView;
}

/** What one request asks for. Nothing is chosen for the person. */
export function Fields({ form, view }: FieldsProps): JSX.Element {
  const context: FieldContext = { name: form.name, form };
  switch (form.name) {
    case 'contact-change':
      return (
        <>
          <p>
            We send a mail to the new address, and one to the old. Referrals go to the new one once somebody
            there confirms it, and somebody at the old one agrees, or we do.
          </p>
          <LineField
            {...{ context, field: 'email', type: 'email' }}
            label="New address for referrals"
            hint="For example: leads@example.org"
          />
        </>
      );
    case 'absence':
      return (
        <>
          <p>We send no new referrals on these days. What you have stays with you.</p>
          <DateFields context={context} legend="First day away" />
          <DateFields context={context} legend="Last day away" of="untilDate" />
          <Reason context={context} />
        </>
      );
    case 'suspend':
      return (
        <>
          <RadioGroup
            {...{ context, field: 'outcome', choices: SUSPEND_CHOICES }}
            legend="When should we stop sending referrals?"
          />
          <DateFields context={context} legend="First day (optional)" hint={OPTIONAL_DAY} />
          <DateFields
            context={context}
            legend="Last day (optional)"
            hint="Leave empty if you do not know yet. For example: January 5, 2026"
            of="untilDate"
          />
          <Reason context={context} />
        </>
      );
    case 'resume':
      return (
        <>
          {view.suspendedBy === 'exchange' && (
            <p>We stopped your referrals ourselves, so we look at this first.</p>
          )}
          <RadioGroup
            {...{ context, field: 'outcome', choices: RESUME_CHOICES }}
            legend="Should we send you referrals again?"
          />
          <Reason context={context} />
        </>
      );
    case 'capacity':
      return (
        <>
          <LineField
            {...{ context, field: 'capacity', type: 'number' }}
            label={`${CAPACITY_WORDS[view.capacityMeans]} that you can take`}
            hint="A whole number. 0 means none."
          />
          <DateFields context={context} legend="From (optional)" hint={OPTIONAL_DAY} />
          <DateFields
            context={context}
            legend="Until (optional)"
            hint="After this day your number of today comes back. For example: January 5, 2026"
            of="untilDate"
          />
        </>
      );
    case 'languages':
      return (
        <>
          <AreaField
            {...{ context, field: 'languages', maxLength: 2000, rows: 5 }}
            label="Languages you speak"
            hint="All of them, one on each line. For example: Somali"
          />
          <DateFields context={context} legend="From (optional)" hint={OPTIONAL_DAY} />
        </>
      );
    case 'counties':
      return (
        <>
          <p>We look at this first and tell you by mail.</p>
          <AreaField
            {...{ context, field: 'counties', maxLength: 10_000, rows: 8 }}
            label={`${capitalized(view.program.terms.county.many)} you serve`}
            hint={`All of them, one on each line. For example: ${view.counties[0]}`}
          />
          <Reason context={context} />
        </>
      );
    case 'type':
      return (
        <>
          <p>We look at this first and tell you by mail.</p>
          <RadioGroup {...{ context, field: 'type', choices: TYPE_CHOICES }} legend="What are you?" />
          <Reason context={context} />
        </>
      );
    case 'question':
      return <CommentsField context={context} label="Your question" hint={NO_CONSUMERS} />;
    default:
      return form.name satisfies never;
  }
}

function Reason({ context }: { readonly context: FieldContext }): JSX.Element {
  return <CommentsField context={context} label="What we should know (optional)" hint={NO_CONSUMERS} />;
}
