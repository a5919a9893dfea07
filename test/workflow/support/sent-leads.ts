import { v7 as newId } from 'uuid';
import type { Lead } from '../../../src/domain/referral/lead';
import type { ProgramPolicy } from '../../../src/domain/policy';
import { decide } from '../../../src/domain/referral/decide';
import { sentTimes } from '../../../src/domain/referral/sent-times';
import { carriedPolicy } from '../../../src/domain/referral/carried-policy';
import { instant, localDate, type Instant } from '../../../src/domain/time';
import type { PrismaClient } from '../../../src/infra/prisma/generated/client';
import { append } from '../../../src/infra/prisma/referral/append';
import { lockReferrals } from '../../../src/infra/prisma/referral/log';

export interface SentLead {
  readonly referralId: string;
  readonly assignmentId: string;
  readonly organizationId: string;
  readonly sentAt: Instant;
}

const AT_ONCE = 50;

/**
 * Leads that were given to these organizations and mailed to them at these times, with their logs and read models, as
 * many at once as a test wants. Nobody follows them: what comes next, the test does.
 */
export async function addSentLeads(
  prisma: PrismaClient,
  policy: ProgramPolicy,
  wanted: readonly { readonly organizationId: string; readonly sentAt: string }[],
): Promise<SentLead[]> {
  const leads = wanted.map(({ organizationId, sentAt }) => ({
    ...{ referralId: newId(), assignmentId: newId(), organizationId, sentAt: instant(sentAt) },
  }));
  for (let from = 0; from < leads.length; from += AT_ONCE) {
    await add(prisma, policy, leads.slice(from, from + AT_ONCE));
  }
  return leads;
}

async function add(prisma: PrismaClient, policy: ProgramPolicy, leads: readonly SentLead[]): Promise<void> {
  const need = { assisterType: 'navigator', countyFips: '27137', countyName: 'St. Louis' } as const;
  const received = JSON.stringify({ need, carriedPolicy: carriedPolicy(policy) });
  const rows = JSON.stringify(
    leads.map(({ referralId: id, sentAt: at }) => ({
      ...{ id, at, body: leadOf(id) },
    })),
  );
  await prisma.$transaction(
    async (tx) => {
      await tx.$executeRaw`
        WITH given AS (
          SELECT * FROM jsonb_to_recordset(${rows}::jsonb) AS g(id uuid, at timestamptz, body jsonb)
        ), lead AS (
          INSERT INTO leads (id, external_id, body, created_at, consumer_name)
          SELECT id, 'CRM-' || id, body, at, 'sample' FROM given
        ), event AS (
          INSERT INTO referral_events (referral_id, seq, type, at, actor, status, data)
          SELECT id, 1, 'received', at, 'crm', 'received', ${received}::jsonb FROM given
        )
        INSERT INTO referrals (id, status, assister_type, assister_type_rule, county_fips, language, version, created_at,
          updated_at)
        SELECT id, 'received', 'navigator', 'no-application', '27137', 'en', 1, at, at FROM given`;
      const setting = { policy, owner: 'spoc@exchange.example.org', waker: { wake: () => undefined } };
      const ids = leads.map(({ referralId }) => referralId);
      const byReferral = new Map(leads.map((lead) => [lead.referralId, lead]));
      const of = (referralId: string): SentLead => byReferral.get(referralId) as SentLead;
      const before = await lockReferrals(tx, ids);
      const assigned = await append(
        tx,
        setting,
        before.map((state) => {
          const { assignmentId, organizationId, sentAt } = of(state.referralId);
          const chosen = { organizationId, organizationName: 'Sample', languageMatch: true, load: 0 };
          const outcome = { outcome: 'assigned', assignmentId, ...chosen } as const;
          return { before: state, events: decide(state, { kind: 'route', outcome }, sentAt) };
        }),
      );
      await append(
        tx,
        setting,
        assigned.map((state) => {
          const { assignmentId, sentAt } = of(state.referralId);
          const fact = { kind: 'lead-sent', assignmentId, times: sentTimes(policy, sentAt) } as const;
          return { before: state, events: decide(state, fact, sentAt) };
        }),
      );
      await tx.$executeRaw`
        UPDATE messages SET state = 'sent', sent_at = created_at WHERE referral_id = ANY (${ids}::uuid[])`;
      await tx.$executeRaw`
        UPDATE organizations o SET held = o.held + c.leads
        FROM (SELECT organization_id, count(*)::int AS leads FROM assignments WHERE referral_id = ANY (${ids}::uuid[])
          GROUP BY organization_id) c
        WHERE c.organization_id = o.id`;
    },
    { timeout: 60_000 },
  );
}

function leadOf(id: string): Lead {
  return {
    externalId: `CRM-${id}`,
    consumer: { firstName: 'Sample', lastName: `Consumer ${id}`, preferredLanguage: 'en' },
    address: { zip: '55802', countyFips: '27137', county: 'St. Louis' },
    account: { active: true },
    application: { active: false },
    determinations: [],
    reason: 'Wants help comparing plans',
    guidance: 'None yet',
    consent: { given: true, on: localDate('2028-10-30') },
    assistance: ['plan-selection'],
  };
}
