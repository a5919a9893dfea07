import { plusDays } from '../domain/local-time';
import type { ProgramPolicy } from '../domain/policy';
import type { AssistanceKind, Determination } from '../domain/terms';
import type { LocalDate } from '../domain/time';
import type { PreferredContact } from '../domain/vocabulary';
import type { SampleFile } from './sample-file';

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

const BEST_TIMES = ['weekdays after 4 pm', 'mornings', 'any time', 'Tuesdays and Thursdays', 'lunch hour'];

/** What sample leads are made of. */
export interface LeadSource {
  readonly sample: Pick<SampleFile, 'places' | 'languages' | 'situations'>;
  readonly policy: Pick<ProgramPolicy, 'example'>;
}

/**
 * The `n`-th sample lead (0, 1, ...) as of `today`, always the same one. Places, languages and situations are taken
 * from lists of different lengths, so they keep meeting in new combinations. Places are taken about twenty apart. So
 * neighbors in number are far from each other, and a coverage gap at the end of the list is met early. Telephone
 * numbers are those beside the policy's example.
 */
export function sampleLead(n: number, today: LocalDate, { sample, policy }: LeadSource): LeadBody {
  const number = String(n).padStart(2, '0');
  const { account, application, ...situation } = pick(sample.situations, n);
  const reach = n % 3;
  return {
    externalId: `DEMO-${today}-${number}`,
    consumer: {
      firstName: 'Sample',
      lastName: `Consumer-${number}`,
      ...(reach !== 1 && { phone: phoneBeside(policy.example.phone, n) }),
      ...(reach !== 0 && { email: `consumer-${number}@example.org` }),
      preferredContact: pick(['phone', 'email', 'text'] as const, reach),
      preferredLanguage: pick(sample.languages, n),
      bestTimeToContact: pick(BEST_TIMES, n),
    },
    address: {
      line1: `${100 + n} Sample Street`,
      ...pick(sample.places, n * strideThrough(sample.places.length)),
    },
    account: { active: account },
    application: { active: application, ...(application && { submittedOn: plusDays(today, -(n % 20) - 1) }) },
    ...situation,
    consent: { given: true, on: today },
  };
}

/** The same number with the last two digits replaced. */
function phoneBeside(phone: string, n: number): string {
  return `${phone.slice(0, -2)}${String(n % 100).padStart(2, '0')}`;
}

/** Steps of this size reach every item of a list of that length. */
function strideThrough(length: number): number {
  let stride = 20;
  while (commonDivisor(stride, length) > 1) stride += 1;
  return stride;
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}

function pick<T>(items: readonly T[], index: number): T {
  const item = items[index % items.length];
  if (item === undefined) throw new RangeError('nothing to pick from');
  return item;
}
