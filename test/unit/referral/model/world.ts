/** Four organizations in two counties; which of them can be given a referral is turned on and off. */
export const ORGANIZATIONS = ['A', 'B', 'C', 'D'] as const;
export type Organization = (typeof ORGANIZATIONS)[number];
export type County = 1 | 2;

const SERVES: Record<Organization, readonly County[]> = { A: [1], B: [1, 2], C: [1], D: [2] };

export class World {
  readonly available = new Set<Organization>(ORGANIZATIONS);

  serves(organization: Organization, county: County): boolean {
    return SERVES[organization].includes(county);
  }

  /** The rules, at their simplest: the first that may have it, and before it who has helped already. */
  choose(
    county: County,
    tried: ReadonlySet<Organization>,
    helper: Organization | null = null,
  ): Organization | null {
    const order = helper === null ? ORGANIZATIONS : [helper, ...ORGANIZATIONS];
    return (
      order.find((name) => this.available.has(name) && this.serves(name, county) && !tried.has(name)) ?? null
    );
  }
}
