import type { TrialLead, TrialOrganization, TrialPlacement } from './trial';

/** Each organization's share of the placed leads, beside the share that its capacity makes fair. */
export interface Fairness {
  readonly organizations: readonly OrganizationShare[];
  /** The largest difference between a share and its weight, in either direction. */
  readonly maxDeviation: number;
}

export interface OrganizationShare {
  readonly organizationId: string;
  readonly leads: number;
  /** Its share of all placed leads, 0 to 1. */
  readonly share: number;
  /**
   * The share that is fair, 0 to 1. Turns even out the leads for each unit of capacity, also between organizations that
   * only share some of their counties. So this is the share that it has when these are as even as the areas allow: no
   * lead could go to another organization that serves its county and has fewer for its capacity.
   */
  readonly weight: number;
}

export type PlacedLead = Pick<TrialLead, 'referralId' | 'countyFips'> &
  Pick<TrialPlacement, 'assisterType'> & {
    readonly organizationId: string | null;
  };

type ServingOrganization = Pick<TrialOrganization, 'id' | 'type' | 'counties' | 'capacity'>;

export function fairnessOf(
  leads: readonly PlacedLead[],
  organizations: readonly ServingOrganization[],
): Fairness {
  const got = new Map<string, number>();
  /** How many leads there were to give, by county and type. */
  const toGive = new Map<string, number>();
  for (const { organizationId, countyFips, assisterType } of leads) {
    if (organizationId === null) continue;
    got.set(organizationId, (got.get(organizationId) ?? 0) + 1);
    const key = `${countyFips}/${assisterType}`;
    toGive.set(key, (toGive.get(key) ?? 0) + 1);
  }
  const placed = [...toGive.values()].reduce((sum, count) => sum + count, 0);
  const fair = evenShares(toGive, organizations);
  const shares = organizations.map(({ id }): OrganizationShare => {
    const count = got.get(id) ?? 0;
    return {
      organizationId: id,
      leads: count,
      share: ratio(count, placed),
      weight: ratio(fair.get(id) ?? 0, placed),
    };
  });
  const maxDeviation = Math.max(0, ...shares.map(({ share, weight }) => Math.abs(share - weight)));
  return { organizations: shares, maxDeviation };
}

interface Filling {
  readonly id: string;
  readonly capacity: number;
  leads: number;
}

/** Leads of one county and type, and what each organization that serves it has of them. */
interface Area {
  readonly leads: number;
  readonly parts: { readonly organization: Filling; leads: number }[];
}

/** Whether a further round would still move something that can be seen. */
const EXACT_ENOUGH = 1e-6;
const MOST_ROUNDS = 500;

/**
 * Evens out the leads for each unit of capacity, area by area, until no round moves anything any more. Each round makes
 * the sum of squares smaller, so this ends at the one most even distribution.
 */
function evenShares(
  toGive: ReadonlyMap<string, number>,
  organizations: readonly ServingOrganization[],
): ReadonlyMap<string, number> {
  const areas = new Map<string, Area>([...toGive].map(([key, leads]) => [key, { leads, parts: [] }]));
  const fillings = organizations.map(({ id, type, counties, capacity }): Filling => {
    const organization = { id, capacity, leads: 0 };
    for (const county of capacity > 0 ? counties : []) {
      areas.get(`${county}/${type}`)?.parts.push({ organization, leads: 0 });
    }
    return organization;
  });
  for (let round = 0, moved = Infinity; round < MOST_ROUNDS && moved > EXACT_ENOUGH; round += 1) {
    moved = 0;
    for (const area of areas.values()) moved = Math.max(moved, level(area));
  }
  return new Map(fillings.map(({ id, leads }) => [id, leads]));
}

/** Gives an area's leads to those that have the least for their capacity. Returns the most that one of them gains. */
function level({ leads, parts }: Area): number {
  for (const { organization, leads: had } of parts) organization.leads -= had;
  const lowestFirst = [...parts].sort((a, b) => fullness(a.organization) - fullness(b.organization));
  let rest = leads;
  let capacity = 0;
  let height = 0;
  for (const [n, { organization }] of lowestFirst.entries()) {
    const own = fullness(organization);
    if (n > 0 && rest <= (own - height) * capacity) break;
    rest -= (own - height) * capacity;
    height = own;
    capacity += organization.capacity;
  }
  if (capacity > 0) height += rest / capacity;
  let most = 0;
  for (const part of parts) {
    const { organization } = part;
    const has = Math.max(0, height * organization.capacity - organization.leads);
    most = Math.max(most, has - part.leads);
    part.leads = has;
    organization.leads += has;
  }
  return most;
}

function fullness({ leads, capacity }: Filling): number {
  return leads / capacity;
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
