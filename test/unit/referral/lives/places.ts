import type { RouteOutcome } from '../../../../src/domain/referral/commands';
import type { ReferralState } from '../../../../src/domain/referral/state';
import type { Random } from './random';
import type { Store } from './store';

export type County = '1' | '2';

export interface Organization {
  readonly id: string;
  readonly counties: readonly County[];
  readonly capacity: number;
  /** Its mail server refuses everything, for as long as this life lasts. */
  readonly deadAddress: boolean;
  active: boolean;
}

/** The organizations of one life; whom the rules choose is simple here, and tested elsewhere. */
export class Places {
  readonly organizations: readonly [Organization, ...Organization[]];

  constructor(private readonly random: Random) {
    const make = (id: string, counties: readonly County[]): Organization => ({
      ...{ id, counties, capacity: random.between(1, 2), active: random.chance(0.85) },
      deadAddress: random.chance(0.06),
    });
    this.organizations = [
      make('A', ['1']),
      make('B', ['1', '2']),
      make('C', ['1']),
      make('D', ['2']),
      make('E', ['1', '2']),
    ];
  }

  /** What `routing/route.ts` comes to, with the place taken. */
  route(store: Store, { directedTo, countyFips }: ReferralState): RouteOutcome {
    const eligible = this.organizations.filter(
      (one) =>
        this.hasPlace(store, one) &&
        (directedTo === null
          ? one.counties.includes(countyFips === '2' ? '2' : '1') && !store.tried.has(one.id)
          : one.id === directedTo),
    );
    const [first, ...others] = eligible;
    if (first === undefined) {
      return {
        outcome: 'unassigned',
        cause: directedTo === null ? 'no-eligible-organization' : 'directed-unavailable',
      };
    }
    const { id } = this.random.one([first, ...others]);
    store.take(id);
    const assignmentId = `assignment-${store.assignments.size + 1}`;
    return {
      outcome: 'assigned',
      assignmentId,
      organizationId: id,
      organizationName: id,
      languageMatch: true,
      load: 0,
    };
  }

  find(id: string): Organization {
    const found = this.organizations.find((one) => one.id === id);
    if (found === undefined) throw new Error(`no organization ${id}`);
    return found;
  }

  serves(organizationId: string, countyFips: string): boolean {
    return this.find(organizationId).counties.includes(countyFips === '2' ? '2' : '1');
  }

  private hasPlace(store: Store, { id, active, capacity }: Organization): boolean {
    return active && !store.distrusted.has(id) && (store.held.get(id) ?? 0) < capacity;
  }
}
