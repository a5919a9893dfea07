import type { AssisterType } from '../domain/vocabulary';
import { organizationRows, type OrganizationRow } from './organizations-data';
import { REGIONS } from './regions';

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

/**
 * Sample organizations for the demonstration. Every county has a navigator. One coverage gap is deliberate: no broker
 * serves Cook, Lake and Lake of the Woods counties. So a lead from there with a QHP determination stays unassigned,
 * with an escalation, until a broker serves those counties.
 */
export const demoOrganizations: readonly DemoOrganization[] = organizationRows.map(organization);

function organization(row: OrganizationRow): DemoOrganization {
  const [number, type, name, capacity, languages, regions] = row;
  const domain = MAIL_DOMAINS[number % MAIL_DOMAINS.length] ?? 'example.org';
  return {
    id: `0195f0a0-0000-7000-8000-${String(number).padStart(12, '0')}`,
    name: `${name} (sample)`,
    type,
    counties: regions.flatMap((region) => REGIONS[region]).sort(),
    languages: languages.split(' '),
    capacity,
    contactEmail: `leads@${name.toLowerCase().replaceAll(' ', '-')}.${domain}`,
  };
}
