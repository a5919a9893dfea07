import { v5 as nameBasedId } from 'uuid';
import { sameAddress } from '../../domain/inbound-mail/delivery-status';
import { toldOfMembers, type Mark } from '../../domain/inbound-mail/said';
import { judge } from '../../domain/inbound-mail/verdict';
import type { Instant } from '../../domain/time';
import type { OurMessage } from './ports';
import { NOTHING, question, type Arriving, type Decided, type InboundMailDeps } from './decided';

const MEMBER_NAMESPACE = '6a0f4f5c-9a63-5b0e-8d0b-0f7c5d0c2b17';

/**
 * What follows when a mail server writes about the delivery of a mail. Only a failure of a mail that is surely ours
 * counts; what is not sure is shown to a person, and nothing that failed is passed over.
 */
export async function decideFailure(deps: InboundMailDeps, arriving: Arriving): Promise<Decided> {
  const { mail, notice, now } = arriving;
  const { message, traces } = arriving.found;
  const kept = { record: { kind: 'delivery-report' }, consequence: NOTHING } as const;
  const isSpoc = (address: string) => sameAddress(address, deps.spocEmail);
  // Notices quote our text, which names the SPOC's address. So the mail decides where it is known. Where it is not, the
  // address alone counts: a question about the SPOC's own failing mailbox would fail again, and again.
  const isToExchange = message === null ? traces.addresses.some(isSpoc) : message.organizationId === null;
  if (isToExchange) return kept;

  const judged = judge(mail, notice, message?.recipient ?? null);
  switch (judged.fate) {
    case 'not-failed':
      return kept;
    case 'unclear':
      return shown(deps, arriving, 'unclear-notice');
    case 'member-failed':
      return message === null
        ? shown(deps, arriving, 'unproved-failure')
        : memberFailed(message, judged.members, now);
    case 'failed':
      if (message === null) return shown(deps, arriving, 'unproved-failure');
      return { ...kept, consequence: { follows: 'bounce', smtpCode: judged.smtpCode } };
    default:
      return judged satisfies never;
  }
}

async function shown(deps: InboundMailDeps, arriving: Arriving, mark: Mark): Promise<Decided> {
  const { message, traces } = arriving.found;
  const at = message === null ? await deps.inboundMails.organizationsAt(traces.addresses) : [];
  const only = at.length === 1 ? (at[0] ?? null) : null;
  const organizationId = message?.organizationId ?? only;
  return question(arriving, { organizationId, kind: 'delivery-report', mark });
}

/** Asked once a month for the same organization and the same addresses, however many mails do not reach them. */
function memberFailed({ organizationId }: OurMessage, members: readonly string[], now: Instant): Decided {
  const named = JSON.stringify([organizationId, [...members].sort(), now.slice(0, 7)]);
  return {
    record: { kind: 'delivery-report', requestId: nameBasedId(named, MEMBER_NAMESPACE) },
    consequence: { follows: 'question', text: toldOfMembers(members), unreached: members },
  };
}
