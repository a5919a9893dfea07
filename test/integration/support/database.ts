import { v7 as newId } from 'uuid';
import type { OrganizationFields } from '../../../src/api/organization/ports';
import type { ReceivedLead } from '../../../src/api/referral/lead-ports';
import type { Lead } from '../../../src/domain/referral/lead';
import { carriedPolicy } from '../../../src/domain/referral/carried-policy';
import { instant, localDate, type Instant } from '../../../src/domain/time';
import { loadProgram } from '../../../src/infra/program-file';
import { createPrisma, type PrismaHandle } from '../../../src/infra/prisma/database/client';
import { freshDatabase } from '../../support/postgres';

export interface Database extends PrismaHandle {
  readonly url: string;
  drop(): Promise<void>;
}

/** A migrated database of its own, for one test file. */
export async function openDatabase(): Promise<Database> {
  const { url, drop } = await freshDatabase();
  const { prisma, close } = createPrisma(url, { max: 10 });
  return {
    ...{ url, prisma, close },
    drop: async () => {
      await close();
      await drop();
    },
  };
}

export const NOW: Instant = instant('2026-11-24T16:00:00Z');

export function sampleLead(externalId: string): Lead {
  return {
    externalId,
    consumer: {
      firstName: 'Sample',
      lastName: 'Consumer',
      phone: '+16515550123',
      preferredLanguage: 'so',
    },
    address: { zip: '55802', county: 'St. Louis', countyFips: '27137' },
    account: { active: true },
    application: { active: true },
    determinations: ['qhp'],
    reason: 'Wants help',
    guidance: '',
    consent: { given: true, on: localDate('2026-11-23') },
    assistance: ['plan-selection'],
  };
}

const mnsure = loadProgram('config/mnsure.json');
const CARRIED_POLICY = carriedPolicy(mnsure);
/** The program's zone. */
export const ZONE = mnsure.calendar.zone;

export function received(externalId: string, at = NOW): ReceivedLead {
  return {
    ...{ id: newId(), lead: sampleLead(externalId), assisterType: 'broker', assisterTypeRule: 'qhp' },
    ...{ carriedPolicy: CARRIED_POLICY, sameConsumerDays: 90, at },
  };
}

export const sampleOrganization: OrganizationFields = {
  name: 'Sample Brokers',
  type: 'broker',
  status: 'active',
  counties: ['27137'],
  languages: ['en', 'so'],
  contactEmail: 'leads@example.org',
  capacity: 5,
  absences: [],
};

/** Runs `attempt` so many times at once; what it gave or threw, in no particular order. */
export async function atOnce<T>(times: number, attempt: (n: number) => Promise<T>): Promise<(T | Error)[]> {
  const outcomes = await Promise.allSettled(Array.from({ length: times }, (_, n) => attempt(n)));
  return outcomes.map((outcome) =>
    outcome.status === 'fulfilled' ? outcome.value : (outcome.reason as Error),
  );
}
