import { capitalized, countyName } from '../domain/terms';
import { button, facts, heading, helpFooter, paragraph } from './blocks';
import { renderMail } from './layout';
import type { MailBlock, MailContext, RenderedMail } from './types';

export interface ContactChangedMail extends MailContext {
  readonly organizationName: string;
  readonly newAddress: string;
  readonly audience:
    | { readonly to: 'new'; readonly referrals: readonly OpenReferralLink[] }
    | { readonly to: 'old' }
    | { readonly to: 'spoc'; readonly formerAddress: string };
}

/** Replaces a link that went to the old address and has ended. */
export interface OpenReferralLink {
  readonly reference: string;
  readonly county: string;
  readonly link: string;
}

/** X-Message-Kind `contact-changed`: leads go to another address from now on. Nothing personal. */
export function renderContactChangedMail(mail: ContactChangedMail): RenderedMail {
  return renderMail(mail, {
    subject: `Address for referrals changed: ${mail.organizationName}`,
    title: 'Referrals go to a new address now',
    blocks: blocksFor(mail),
    footer: mail.audience.to === 'spoc' ? [] : helpFooter(mail),
  });
}

function blocksFor({ audience, organizationName, newAddress, program }: ContactChangedMail): MailBlock[] {
  switch (audience.to) {
    case 'new':
      return [
        paragraph(
          `From now on ${program.exchangeName} sends the referrals of ${organizationName} to this address. ` +
            'Links in mails to the old address do not work any more.',
        ),
        ...(audience.referrals.length === 0 ? [] : [heading('Referrals that are with you now')]),
        ...audience.referrals.flatMap(({ reference, county, link }) => [
          facts(
            ['Reference', reference],
            [capitalized(program.terms.county.one), countyName(county, program.terms.county)],
          ),
          button('Open the referral', link),
        ]),
      ];
    case 'old':
      return [
        paragraph(
          `${program.exchangeName} does not send the referrals of ${organizationName} to this address any more. ` +
            'The new address was confirmed. Links in our mails to this address do not work any more.',
        ),
        paragraph('If you did not expect this, please call us now.'),
      ];
    case 'spoc':
      return [
        paragraph(
          `${organizationName} has a new address for referrals. It was confirmed from its own mail, and the old address or the exchange agreed.`,
        ),
        facts(['New address', newAddress], ['Former address', audience.formerAddress]),
        paragraph('You do not need to do anything.'),
      ];
    default:
      return audience satisfies never;
  }
}
