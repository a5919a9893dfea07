import { plusDays } from '../domain/local-time';
import type { LocalDate } from '../domain/time';
import type { AssistanceKind, Determination, PreferredContact } from '../domain/vocabulary';
import { PLACES } from './places';

/** The body of `POST /api/v1/referrals`, as a CRM writes it. */
export interface LeadBody {
  readonly externalId: string;
  readonly consumer: {
    readonly firstName: string;
    readonly lastName: string;
    readonly phone?: string;
    readonly email?: string;
    readonly preferredContact: PreferredContact;
    readonly preferredLanguage: string;
    readonly bestTimeToContact: string;
  };
  readonly address: {
    readonly line1: string;
    readonly city: string;
    readonly zip: string;
    readonly county?: string;
  };
  readonly account: { readonly active: boolean };
  readonly application: { readonly active: boolean; readonly submittedOn?: LocalDate };
  readonly determinations: readonly Determination[];
  readonly reason: string;
  readonly guidance: string;
  readonly consent: { readonly given: true; readonly on: LocalDate };
  readonly assistance: readonly AssistanceKind[];
}

const LANGUAGES = ['en', 'es', 'en', 'so', 'hmn', 'en', 'kar', 'vi', 'am', 'en', 'om', 'ru', 'en'];
const BEST_TIMES = ['weekdays after 4 pm', 'mornings', 'any time', 'Tuesdays and Thursdays', 'lunch hour'];

interface Situation {
  readonly account: boolean;
  readonly application: boolean;
  readonly determinations: readonly Determination[];
  readonly assistance: readonly AssistanceKind[];
  readonly reason: string;
  readonly guidance: string;
}

const SITUATIONS: readonly Situation[] = [
  {
    account: false,
    application: false,
    determinations: [],
    assistance: ['apply'],
    reason: 'Lost coverage through an employer and has never applied',
    guidance: 'Told which documents to have at hand for an application',
  },
  {
    account: true,
    application: true,
    determinations: ['qhp'],
    assistance: ['plan-selection'],
    reason: 'Wants help comparing plans',
    guidance: 'Told when open enrollment ends',
  },
  {
    account: true,
    application: true,
    determinations: ['medical-assistance'],
    assistance: ['documents'],
    reason: 'Was asked for proof of income and does not know what to send',
    guidance: 'Told that the county reads the documents',
  },
  {
    account: true,
    application: true,
    determinations: ['pending'],
    assistance: ['technical', 'documents'],
    reason: 'Application has been waiting since identity proofing failed',
    guidance: 'Asked to have the reference number of the notice ready',
  },
  {
    account: true,
    application: true,
    determinations: ['qhp-aptc'],
    assistance: ['enroll', 'renew'],
    reason: 'Renewal shows a higher premium; wants to look at other plans',
    guidance: 'Told that tax credits depend on the expected income',
  },
  {
    account: true,
    application: true,
    determinations: ['minnesotacare', 'qhp'],
    assistance: ['report-change'],
    reason: 'Members of the household were found eligible for different programs',
    guidance: 'Told that both programs can be arranged in one appointment',
  },
  {
    account: false,
    application: false,
    determinations: ['minnesotacare'],
    assistance: ['appeal', 'other'],
    reason: 'Coverage was closed after a missed notice; wants to appeal',
    guidance: 'Told the last day on which an appeal can be filed',
  },
];

/**
 * The `n`-th sample lead (0, 1, ...) as of `today`, always the same one. The lengths of the lists have no common
 * divisor, so places, languages and situations keep meeting in new combinations. Places are taken twenty apart. So
 * neighbors in number are far from each other, and the deliberate coverage gap is met early.
 */
export function sampleLead(n: number, today: LocalDate): LeadBody {
  const number = String(n).padStart(2, '0');
  const { account, application, ...situation } = pick(SITUATIONS, n);
  const reach = n % 3;
  return {
    externalId: `DEMO-${today}-${number}`,
    consumer: {
      firstName: 'Sample',
      lastName: `Consumer-${number}`,
      ...(reach !== 1 && { phone: `+165155501${String(n % 100).padStart(2, '0')}` }),
      ...(reach !== 0 && { email: `consumer-${number}@example.org` }),
      preferredContact: pick(['phone', 'email', 'text'] as const, reach),
      preferredLanguage: pick(LANGUAGES, n),
      bestTimeToContact: pick(BEST_TIMES, n),
    },
    address: { line1: `${100 + n} Sample Street`, ...pick(PLACES, n * 20) },
    account: { active: account },
    application: { active: application, ...(application && { submittedOn: plusDays(today, -(n % 20) - 1) }) },
    ...situation,
    consent: { given: true, on: today },
  };
}

function pick<T>(items: readonly T[], index: number): T {
  const item = items[index % items.length];
  if (item === undefined) throw new RangeError('nothing to pick from');
  return item;
}
