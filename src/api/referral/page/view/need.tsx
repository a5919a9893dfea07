import type { JSX } from 'preact';
import { languageName } from '../../../../domain/language/names';
import type { Program } from '../../../../domain/program';
import { capitalized, countyName, listedWords } from '../../../../domain/terms';
import type { Zone } from '../../../../domain/time';
import { formatInstant } from '../../../../domain/wording';
import type { NeedView } from '../../../pages/view-models';
import { Fact, Facts } from '../../../pages/components/facts';
import { MilestoneTag } from '../../../pages/components/milestone-tag';

interface NeedProps {
  readonly need: NeedView;
  readonly zone: Zone;
  readonly program: Program;
}

/** What is known of a referral before it is opened or accepted. Nothing personal. */
export function Need({ need, zone, program: { terms } }: NeedProps): JSX.Element {
  return (
    <Facts>
      {need.acceptBy !== null && <Fact label="Accept it by">{formatInstant(need.acceptBy, zone)}</Fact>}
      <Fact label="Contact the consumer by">
        <ContactDeadline need={need} zone={zone} />
      </Fact>
      <Fact label="Kind of help">{listedWords(terms.assistance, need.assistance) || 'Not stated'}</Fact>
      <Fact label={capitalized(terms.county.one)}>{countyName(need.county, terms.county)}</Fact>
      <Fact label="Language">{languageName(need.language)}</Fact>
    </Facts>
  );
}

function ContactDeadline({ need: { contact }, zone }: Pick<NeedProps, 'need' | 'zone'>): JSX.Element {
  if (contact === null) return <>As soon as possible</>;
  return (
    <>
      {formatInstant(contact.dueAt, zone)} <MilestoneTag state={contact.state} />
    </>
  );
}
