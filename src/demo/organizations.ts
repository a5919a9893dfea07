import type { AssisterType } from '../domain/vocabulary';
import type { SampleFile } from './sample-file';

export interface DemoOrganization {
  /** Fixed, in the form of a UUIDv7. So loading the demonstration twice changes nothing. */
  readonly id: string;
  readonly name: string;
  readonly type: AssisterType;
  /** FIPS codes. */
  readonly counties: readonly string[];
  /** BCP 47 tags. */
  readonly languages: readonly string[];
  /** Places. What takes one is the policy's `capacityMeans`. */
  readonly capacity: number;
  readonly contactEmail: string;
}

const MAIL_DOMAINS = ['example.org', 'example.com', 'example.net'] as const;

/** The organizations of a sample file as they are stored. Names say that they are samples; ids never change. */
export function sampleOrganizations({
  organizations,
  regions,
}: Pick<SampleFile, 'organizations' | 'regions'>): DemoOrganization[] {
  return organizations.map(({ number, name, type, capacity, languages, regions: served }) => ({
    id: `0195f0a0-0000-7000-8000-${String(number).padStart(12, '0')}`,
    name: `${name} (sample)`,
    type,
    counties: served.flatMap((region) => regions[region] ?? []).sort(),
    languages,
    capacity,
    contactEmail: `leads@${name.toLowerCase().replaceAll(' ', '-')}.${mailDomain(number)}`,
  }));
}

function mailDomain(number: number): string {
  return MAIL_DOMAINS[number % MAIL_DOMAINS.length] ?? 'example.org';
}
