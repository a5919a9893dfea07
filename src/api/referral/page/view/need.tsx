import type { JSX } from 'preact';
import { languageName } from '../../../../domain/language/names';
import { ASSISTANCE_WORDS, countyName } from '../../../../domain/words';
import type { Zone } from '../../../../domain/time';
import { formatInstant } from '../../../../domain/wording';
import type { NeedView } from '../../../pages/view-models';
import { Fact, Facts } from '../../../pages/components/facts';
import { MilestoneTag } from '../../../pages/components/milestone-tag';

interface NeedProps {
  readonly need: NeedView;
  readonly zone: Zone;
}

/** What is known of a referral before it is opened or accepted. Nothing personal. */
export function Need({ need, zone }: NeedProps): JSX.Element {
  return (
    <Facts>
      {need.acceptBy !== null && <Fact label="Accept it by">{formatInstant(need.acceptBy, zone)}</Fact>}
      <Fact label="Contact the consumer by">
        <ContactDeadline need={need} zone={zone} />
      </Fact>
      <Fact label="Kind of help">
        {need.assistance.map((kind) => ASSISTANCE_WORDS[kind]).join('; ') || 'Not stated'}
      </Fact>
      <Fact label="County">{countyName(need.county)}</Fact>
      <Fact label="Language">{languageName(need.language)}</Fact>
    </Facts>
  );
}

function ContactDeadline({ need: { contact }, zone }: NeedProps): JSX.Element {
  if (contact === null) return <>As soon as possible</>;
  return (
    <>
      {formatInstant(contact.dueAt, zone)} <MilestoneTag state={contact.state} />
    </>
  );
}
