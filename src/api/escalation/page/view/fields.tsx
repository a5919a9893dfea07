import type { JSX } from 'preact';
import { capacityHelps, liftingHelps, rulesWouldGive } from '../../../../domain/escalation/can-help';
import { ESCALATIONS } from '../../../../domain/escalation/table';
import { CAPACITY_WORDS, WITHDRAW_REASON_WORDS } from '../../../../domain/words';
import { WITHDRAW_REASONS } from '../../../../domain/vocabulary';
import { DateFields } from '../../../pages/components/date-fields';
import { LineField } from '../../../pages/components/line-field';
import { RadioGroup, type Choice } from '../../../pages/components/radio-group';
import { SelectField } from '../../../pages/components/select-field';
import { CommentsField, TimeField } from '../../../pages/components/text-fields';
import { BY_THE_RULES, type AnswerOutcome, type SuspendOutcome } from './forms';
import type { EscalationFormView, EscalationView } from './view-models';
import { organizationOptions } from './words';

const NOTE_HINT = 'Up to 2,000 characters. Please leave out everything about the consumer.';

interface FieldsProps {
  readonly form: EscalationFormView;
  readonly view: EscalationView;
}

/** What a person fills in for each act. It is never nothing, so no program can press its way through. */
export function Fields({ form, view }: FieldsProps): JSX.Element {
  const context = { name: form.name, form };
  const why = (label: string): JSX.Element => (
    <CommentsField context={context} label={label} hint={NOTE_HINT} />
  );
  switch (form.name) {
    case 'give':
      return (
        <>
          <SelectField
            context={context}
            field="organization"
            label="Who gets the referral?"
            hint="The list says which rules a choice goes against."
            options={[...byTheRules(view), ...organizationOptions(view.choices)]}
          />
          {why('Why? (optional)')}
        </>
      );
    case 'contact':
      return <DateFields context={context} legend="When did they reach the consumer?" />;
    case 'held':
      return (
        <>
          <DateFields context={context} legend="When was the appointment held?" />
          <TimeField context={context} label="At what time?" hint="For example: 2:30 PM" />
        </>
      );
    case 'withdraw':
      return (
        <>
          <RadioGroup
            context={context}
            field="reason"
            legend="Why is no organization needed?"
            choices={WITHDRAW_CHOICES}
          />
          {why('Comments (optional)')}
        </>
      );
    case 'capacity':
      return (
        <>
          <SelectField
            context={context}
            field="organization"
            label="Which organization?"
            options={view.choices.filter(capacityHelps).map(({ id, name, capacity }) => ({
              value: id,
              label: `${name}: ${capacity} now`,
            }))}
          />
          <LineField
            context={context}
            field="capacity"
            label="New capacity"
            hint={CAPACITY_WORDS[view.capacityMeans]}
            type="number"
          />
        </>
      );
    case 'lift':
      return (
        <SelectField
          context={context}
          field="organization"
          label="Whose suspension?"
          options={view.choices.filter(liftingHelps).map(({ id, name }) => ({ value: id, label: name }))}
        />
      );
    case 'address':
      return (
        <LineField
          context={context}
          field="email"
          label="Address for leads"
          hint="As the organization told you. We mail it a link. Referrals go there once somebody confirms it."
          type="email"
        />
      );
    case 'reroute':
      return why('Why?');
    case 'suspend':
      return (
        <>
          <RadioGroup
            context={context}
            field="outcome"
            legend="What do you want to do?"
            choices={SUSPEND_CHOICES}
          />
          {why('Why?')}
        </>
      );
    case 'answer':
      return (
        <>
          <RadioGroup
            context={context}
            field="outcome"
            legend="What is your answer?"
            choices={ANSWER_CHOICES}
          />
          <CommentsField
            context={context}
            label="Your words to the organization"
            hint="Needed when you refuse. Up to 2,000 characters."
          />
        </>
      );
    case 'close':
      return why('What was done?');
    default:
      return form.name satisfies never;
  }
}

/** The rules cannot choose where they would find nobody. */
function byTheRules({ kind, choices }: EscalationView): { value: string; label: string }[] {
  return ESCALATIONS[kind].rulesMayChoose && choices.some(rulesWouldGive)
    ? [{ value: BY_THE_RULES, label: 'Let the rules choose' }]
    : [];
}

const WITHDRAW_CHOICES: readonly Choice[] = WITHDRAW_REASONS.map((value) => ({
  value,
  label: WITHDRAW_REASON_WORDS[value],
}));

const SUSPEND_LABELS: Record<SuspendOutcome, string> = {
  suspend: 'Suspend it. It keeps the referrals that it has.',
  'suspend-and-reroute': 'Suspend it and give all of its open referrals to others.',
};

const SUSPEND_CHOICES: readonly Choice[] = Object.entries(SUSPEND_LABELS).map(([value, label]) => ({
  value,
  label,
}));

const ANSWER_LABELS: Record<AnswerOutcome, string> = {
  approve: 'Approve it, or answer the question',
  refuse: 'Refuse it',
};
const ANSWER_CHOICES: readonly Choice[] = Object.entries(ANSWER_LABELS).map(([value, label]) => ({
  value,
  label,
}));
