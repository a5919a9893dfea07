import type { TrialLead, TrialOrganization, TrialPlacement } from './trial';

/** Who got how much of what there was to give, beside what its capacity is a reason for. */
export interface Fairness {
  readonly organizations: readonly OrganizationShare[];
  /** The largest difference between a share and its weight, either way. */
  readonly maxDeviation: number;
}

export interface OrganizationShare {
  readonly organizationId: string;
  readonly leads: number;
  /** Of all placed leads, 0 to 1. */
  readonly share: number;
  /**
   * The share that its capacity makes fair, 0 to 1: of each placed lead, the part of its capacity in the capacity of
   * all that serve the lead's county with the lead's type.
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
      return sum + ((given.get(key) ?? 0) * capacity) / (capacities.get(key) ?? Infinity);
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
