import type { ProgramContact } from '../../domain/program-contact';
import type { ProgramPolicy } from '../../domain/policy';
import { DAY_MS, plusMillis } from '../../domain/time';
import type { MessageKind } from '../../domain/vocabulary';
import { renderContactChangedMail, type OpenReferralLink } from '../../mail/contact-changed';
import { renderContactConfirmationMail } from '../../mail/contact-confirmation';
import { renderRequestAnsweredMail } from '../../mail/request-answered';
import { renderRequestLateMail } from '../../mail/request-late';
import type { RenderedMail } from '../../mail/types';
import type { RequestActivities, RequestMail } from '../../workflows/request/activities';
import { deliver, type DeliveryDeps } from '../deliver';
import { organizationLink } from '../organization-link';
import type { LinkIssuer } from '../ports';
import type { OpenAssignments, RequestDesk, RequestMailFacts } from './ports';

export interface RequestMailDeps extends DeliveryDeps {
  readonly policy: ProgramPolicy;
  readonly program: ProgramContact;
  readonly requestDesk: RequestDesk;
  readonly openAssignments: OpenAssignments;
  readonly links: LinkIssuer;
}

type Command = Parameters<RequestActivities['sendRequestMail']>[0];

/** A mail with a link for each is still read; what is beyond gets its link with its next reminder. */
const LISTED_REFERRALS = 50;

interface Composed {
  readonly kind: MessageKind;
  readonly recipient: string;
  /** Whose contact point it goes to. */
  readonly organizationId: string | null;
  compose(): Promise<RenderedMail>;
}

/** The mails of one request: to the organization, to an address that is to become its own, and to the SPOC. */
export function requestMails(deps: RequestMailDeps): Pick<RequestActivities, 'sendRequestMail'> {
  const { policy, program, links } = deps;
  const context = { program, zone: policy.calendar.zone };

  return {
    async sendRequestMail(command) {
      const { requestId, mail: which, at } = command;
      const facts = await deps.requestDesk.mailFacts(requestId);
      const mail = composed(command, facts);
      // A question of somebody we cannot place is answered by hand: there is no address to mail to.
      if (mail === null) return { outcome: 'sent' };
      const { kind, recipient, organizationId } = mail;
      const escalationId = which === 'late' ? facts.escalationId : null;
      const letter = {
        key: `request-${requestId}/${which}`,
        kind,
        recipient,
        organizationId,
        escalationId,
        at,
      };
      return deliver(deps, { ...letter, referralId: null }, () => mail.compose());
    },
  };

  function composed(command: Command, facts: RequestMailFacts): Composed | null {
    switch (command.mail) {
      case 'late':
        return late(command, facts);
      case 'answered':
        return answered(command, facts);
      case 'confirmation':
        return confirmation(command, facts);
      case 'changed-new':
      case 'changed-old':
      case 'changed-spoc':
        return changed(command, command.mail, facts);
      default:
        return command.mail satisfies never;
    }
  }

  function late({ requestId }: Command, { ask, organization, createdAt, dueAt }: RequestMailFacts): Composed {
    return {
      ...{ kind: 'escalation', recipient: program.spocEmail, organizationId: null },
      compose: async () =>
        renderRequestLateMail({
          ...context,
          ...{ kind: ask.kind, organizationName: organization?.name ?? null, askedAt: createdAt, dueAt },
          requestPath: `/api/v1/requests/${requestId}`,
        }),
    };
  }

  function answered(
    { at }: Command,
    { ask, state, organization, ...facts }: RequestMailFacts,
  ): Composed | null {
    if (organization === null) return null;
    if (state === 'open' || state === 'awaiting-confirmation') throw new Error('the request is still open');
    const { id, contactEmail } = organization;
    return {
      ...{ kind: 'request-answered', recipient: contactEmail, organizationId: id },
      compose: async () =>
        renderRequestAnsweredMail({
          ...context,
          organizationLink: await organizationLink(deps, id, contactEmail, at),
          ...{ kind: ask.kind, outcome: state, askedAt: facts.createdAt, note: facts.note },
          from: 'from' in ask ? ask.from : null,
          until: 'until' in ask ? ask.until : null,
        }),
    };
  }

  function confirmation({ requestId, at }: Command, facts: RequestMailFacts): Composed | null {
    const { ask, organization, createdAt } = facts;
    if (ask.kind !== 'contact-change' || organization === null) return null;
    const recipient = ask.contactEmail;
    const confirmBy = plusMillis(createdAt, policy.requests.confirmWithinDays * DAY_MS);
    const link = {
      purpose: 'contact-confirmation',
      subjectId: requestId,
      recipient,
      expiresAt: confirmBy,
      at,
    } as const;
    return {
      ...{ kind: 'contact-confirmation', recipient, organizationId: null },
      compose: async () =>
        renderContactConfirmationMail({
          ...context,
          ...{ organizationName: organization.name, confirmBy, link: (await links.linkFor(link)).url },
        }),
    };
  }

  function changed(
    { at }: Command,
    which: Extract<RequestMail, `changed-${string}`>,
    { ask, organization, formerEmail }: RequestMailFacts,
  ): Composed | null {
    if (ask.kind !== 'contact-change' || organization === null || formerEmail === null) return null;
    const { id, name: organizationName } = organization;
    const { contactEmail: newAddress } = ask;
    const common = { ...context, organizationName, newAddress };
    const kind = 'contact-changed';
    switch (which) {
      case 'changed-spoc': {
        const audience = { to: 'spoc', formerAddress: formerEmail } as const;
        const compose = async () => renderContactChangedMail({ ...common, audience });
        return { kind, recipient: program.spocEmail, organizationId: null, compose };
      }
      case 'changed-old': {
        const compose = async () => renderContactChangedMail({ ...common, audience: { to: 'old' } });
        return { kind, recipient: formerEmail, organizationId: null, compose };
      }
      case 'changed-new':
        return {
          ...{ kind, recipient: newAddress, organizationId: id },
          compose: async () =>
            renderContactChangedMail({
              ...common,
              organizationLink: await organizationLink(deps, id, newAddress, at),
              audience: { to: 'new', referrals: await openReferrals(id, newAddress, at) },
            }),
        };
      default:
        return which satisfies never;
    }
  }

  async function openReferrals(
    organizationId: string,
    recipient: string,
    at: Command['at'],
  ): Promise<OpenReferralLink[]> {
    const query = { organizationId, assignedUntil: at, after: null, limit: LISTED_REFERRALS };
    const expiresAt = plusMillis(at, policy.links.validDays * DAY_MS);
    const open = await deps.openAssignments.after(query);
    return Promise.all(
      open.map(async ({ referralId: reference, countyName: county, assignmentId }) => {
        const link = { purpose: 'assignment', subjectId: assignmentId, recipient, expiresAt, at } as const;
        return { reference, county, link: (await links.linkFor(link)).url };
      }),
    );
  }
}
