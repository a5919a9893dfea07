import { isUndecided } from '../../../domain/organization/request/plan';
import type { RequestMail } from '../../../domain/mail-order';
import type { Program } from '../../../domain/program';
import type { ProgramPolicy } from '../../../domain/policy';
import { DAY_MS, plusMillis, type Instant } from '../../../domain/time';
import { renderContactAgreementMail } from '../../../mail/contact-agreement';
import { renderContactChangedMail, type OpenReferralLink } from '../../../mail/contact-changed';
import { renderContactConfirmationMail } from '../../../mail/contact-confirmation';
import { renderMailboxUnreachedMail } from '../../../mail/mailbox-unreached';
import { renderRequestAnsweredMail } from '../../../mail/request-answered';
import { renderRequestLateMail } from '../../../mail/request-late';
import type { MailMakers, Prepared } from '../../follow/ports';
import { organizationLink } from '../link';
import type { LinkIssuer } from '../../ports';
import type { OpenAssignments, RequestMailData, RequestMailReader } from './ports';

export interface RequestMailDeps {
  readonly policy: ProgramPolicy;
  readonly program: Program;
  readonly requestMails: RequestMailReader;
  readonly openAssignments: OpenAssignments;
  readonly links: LinkIssuer;
}

/**
 * A mail with this many links can still be read. Referrals beyond this number get their link with their next
 * reminder.
 */
const LISTED_REFERRALS = 50;

/** Nobody is to get this mail, or nobody needs it any more. */
const OVERTAKEN = { outcome: 'overtaken' } as const;

/** The mails of one request: to the organization, to an address that is to become its own, and to the SPOC. */
export function requestMailMaker(deps: RequestMailDeps): MailMakers['request'] {
  const { policy, program, links } = deps;
  const context = { program, zone: policy.calendar.zone };

  return async ({ requestId }, { which }, at) => {
    if (requestId === null) throw new Error('a mail of a request names none');
    const data = await deps.requestMails.read(requestId);
    switch (which) {
      case 'late':
        return late(data);
      case 'answered':
        return answered(data, at);
      case 'confirmation':
        return confirmation(data, at);
      case 'agreement':
        return agreement(data, at);
      case 'unreached':
        return unreached(data, at);
      case 'changed-new':
      case 'changed-old':
      case 'changed-spoc':
        return changed(which, data, at);
      default:
        return which satisfies never;
    }
  };

  function late({ id, ask, state, organization, createdAt, dueAt }: RequestMailData): Prepared {
    if (!isUndecided(state)) return OVERTAKEN;
    const { kind } = ask;
    return {
      recipient: program.spocEmail,
      compose: async () =>
        renderRequestLateMail({
          ...context,
          kind,
          organizationName: organization?.name ?? null,
          askedAt: createdAt,
          dueAt,
          requestPath: `/api/v1/requests/${id}`,
        }),
    };
  }

  function answered({ ask, state, organization, createdAt, note }: RequestMailData, at: Instant): Prepared {
    if (organization === null) return OVERTAKEN;
    if (isUndecided(state)) throw new Error('the request is still open');
    const { id, contactEmail } = organization;
    return {
      recipient: contactEmail,
      compose: async () =>
        renderRequestAnsweredMail({
          ...context,
          organizationLink: await organizationLink(deps, id, contactEmail, at),
          kind: ask.kind,
          outcome: state,
          askedAt: createdAt,
          note,
          from: 'from' in ask ? ask.from : null,
          until: 'until' in ask ? ask.until : null,
        }),
    };
  }

  function unreached({ organization, unreached: addresses }: RequestMailData, at: Instant): Prepared {
    if (organization === null || addresses === null) return OVERTAKEN;
    const { id, name: organizationName, contactEmail } = organization;
    return {
      recipient: contactEmail,
      compose: async () =>
        renderMailboxUnreachedMail({
          ...context,
          organizationLink: await organizationLink(deps, id, contactEmail, at),
          ...{ organizationName, contactEmail, unreached: addresses },
        }),
    };
  }

  function confirmation({ id, ask, state, organization, confirmBy }: RequestMailData, at: Instant): Prepared {
    if (ask.kind !== 'contact-change' || organization === null || confirmBy === null) return OVERTAKEN;
    if (!isUndecided(state)) return OVERTAKEN;
    const recipient = ask.contactEmail;
    const expiresAt = confirmBy;
    const to = { organizationId: organization.id, recipient, expiresAt, at };
    const link = { purpose: 'contact-confirmation', subjectId: id, ...to } as const;
    return {
      recipient,
      compose: async () =>
        renderContactConfirmationMail({
          ...context,
          organizationName: organization.name,
          confirmBy,
          link: (await links.linkFor(link)).url,
        }),
    };
  }

  function agreement(
    { id, ask, state, organization, createdAt, replaces }: RequestMailData,
    at: Instant,
  ): Prepared {
    if (ask.kind !== 'contact-change' || organization === null || !isUndecided(state)) return OVERTAKEN;
    const { id: organizationId, name: organizationName, contactEmail: recipient } = organization;
    if (recipient !== replaces) return OVERTAKEN;
    const expiresAt = plusMillis(at, policy.links.validDays * DAY_MS);
    const to = { organizationId, recipient, expiresAt, at };
    const link = { purpose: 'contact-agreement', subjectId: id, ...to } as const;
    const { contactEmail: newAddress } = ask;
    return {
      recipient,
      compose: async () =>
        renderContactAgreementMail({
          ...context,
          ...{ organizationName, newAddress, askedAt: createdAt },
          link: (await links.linkFor(link)).url,
        }),
    };
  }

  function changed(
    which: Extract<RequestMail, `changed-${string}`>,
    { ask, organization, replaces }: RequestMailData,
    at: Instant,
  ): Prepared {
    if (ask.kind !== 'contact-change' || organization === null || replaces === null) return OVERTAKEN;
    const { id, name: organizationName } = organization;
    const { contactEmail: newAddress } = ask;
    const common = { ...context, organizationName, newAddress };
    switch (which) {
      case 'changed-spoc': {
        const audience = { to: 'spoc', formerAddress: replaces } as const;
        const compose = async () => renderContactChangedMail({ ...common, audience });
        return { recipient: program.spocEmail, compose };
      }
      case 'changed-old': {
        const compose = async () => renderContactChangedMail({ ...common, audience: { to: 'old' } });
        return { recipient: replaces, compose };
      }
      case 'changed-new':
        if (organization.contactEmail !== newAddress) return OVERTAKEN;
        return {
          recipient: newAddress,
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
    at: Instant,
  ): Promise<OpenReferralLink[]> {
    const expiresAt = plusMillis(at, policy.links.validDays * DAY_MS);
    const open = await deps.openAssignments.of({
      organizationId,
      assignedUntil: at,
      limit: LISTED_REFERRALS,
    });
    return Promise.all(
      open.map(async ({ referralId: reference, countyName: county, assignmentId }) => {
        const to = { organizationId, recipient, expiresAt, at };
        const link = { purpose: 'assignment', subjectId: assignmentId, ...to } as const;
        return { reference, county, link: (await links.linkFor(link)).url };
      }),
    );
  }
}
