import type { JSX } from 'preact';
import type { CountyTerm } from '../../../../domain/terms';
import type { RequestKind } from '../../../../domain/vocabulary';
import { Act } from '../../../pages/components/act';
import { ActForm } from '../../../pages/components/form';
import { Fields } from './fields';
import type { OrganizationView } from './view-models';

/** One form for each thing to ask for. All are folded, except one that was refused. */
export function OrganizationActs({ view }: { readonly view: OrganizationView }): JSX.Element {
  const { forms, token, program } = view;
  const titles = titlesIn(program.terms.county);
  const buttons = buttonsIn(program.terms.county);
  const open = forms.find(({ errors }) => errors.length > 0)?.name ?? null;
  return (
    <section aria-labelledby="acts">
      <h2 id="acts">What do you need?</h2>
      {forms.map((form) => (
        <Act title={titles[form.name]} name={form.name} open={open}>
          <ActForm name={form.name} form={form} token={token} submitLabel={buttons[form.name]}>
            <Fields form={form} view={view} />
          </ActForm>
        </Act>
      ))}
    </section>
  );
}

const titlesIn = ({ many }: CountyTerm): Record<RequestKind, string> => ({
  'contact-change': 'Send referrals to another address',
  absence: 'We are away for some days',
  suspend: 'Stop sending us referrals',
  resume: 'Send us referrals again',
  capacity: 'Change how many appointments we can hold',
  languages: 'Change our languages',
  counties: `Change our ${many}`,
  type: 'Change our type of assister',
  question: 'Ask us something',
});

const buttonsIn = ({ many }: CountyTerm): Record<RequestKind, string> => ({
  'contact-change': 'Change the address',
  absence: 'Save the days',
  suspend: 'Stop referrals',
  resume: 'Start again',
  capacity: 'Change the number',
  languages: 'Change the languages',
  counties: `Ask for these ${many}`,
  type: 'Ask for this type',
  question: 'Send the question',
});
