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
   * The share that its capacity makes fair, 0 to 1. For each placed lead: its capacity, divided by the capacity of
   * all organizations of the lead's type that serve the lead's county.
   */
  readonly weight: number;
}

export type PlacedLead = Pick<TrialLead, 'referralId' | 'countyFips'> &
  Pick<TrialPlacement, 'assisterType'> & {
    readonly organizationId: string | null;
  };

export function fairnessOf(
  leads: readonly PlacedLead[],
  organizations: readonly Pick<TrialOrganization, 'id' | 'type' | 'counties' | 'capacity'>[],
): Fairness {
  const got = new Map<string, number>();
  /** How many leads there were to give, by county and type. */
  const given = new Map<string, number>();
  for (const { organizationId, countyFips, assisterType } of leads) {
    if (organizationId === null) continue;
    got.set(organizationId, (got.get(organizationId) ?? 0) + 1);
    const key = `${countyFips}/${assisterType}`;
    given.set(key, (given.get(key) ?? 0) + 1);
  }
  const capacities = new Map<string, number>();
  for (const { counties, type, capacity } of organizations) {
    for (const county of counties) {
      const key = `${county}/${type}`;
      if (given.has(key)) capacities.set(key, (capacities.get(key) ?? 0) + capacity);
    }
  }
  const placed = [...given.values()].reduce((sum, count) => sum + count, 0);
  const shares = organizations.map(({ id, type, counties, capacity }): OrganizationShare => {
    const fair = counties.reduce((sum, county) => {
      const key = `${county}/${type}`;
      // Where nobody has room for anybody today, nobody's share is fair.
      return sum + (given.get(key) ?? 0) * ratio(capacity, capacities.get(key) ?? 0);
    }, 0);
    const count = got.get(id) ?? 0;
    return { organizationId: id, leads: count, share: ratio(count, placed), weight: ratio(fair, placed) };
  });
  const maxDeviation = Math.max(0, ...shares.map(({ share, weight }) => Math.abs(share - weight)));
  return { organizations: shares, maxDeviation };
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
