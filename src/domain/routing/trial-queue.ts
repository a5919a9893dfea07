import type { AssisterType } from '../vocabulary';
import type { RoutingOrganization } from './rules';
import type { SpokenThere } from './scarcity';
import type { TrialLead } from './trial';
import { offeredAs, standingOf } from './waiting-order';

/** A lead that waits in a replay. */
export interface WaitingLead {
  readonly lead: TrialLead;
  readonly type: AssisterType;
  /** Its place in the order of arrival. */
  readonly n: number;
}

/** Who waits in one county for one type of assister. Of those with one language only the oldest is ever looked at. */
export class TrialQueue {
  private readonly byLanguage = new Map<string, WaitingLead[]>();

  add(waiting: WaitingLead): void {
    const list = this.byLanguage.get(waiting.lead.language);
    if (list === undefined) this.byLanguage.set(waiting.lead.language, [waiting]);
    else list.push(waiting);
  }

  remove({ lead: { language }, n }: WaitingLead): void {
    const list = this.byLanguage.get(language) ?? [];
    const at = list.findIndex((waiting) => waiting.n === n);
    if (at >= 0) list.splice(at, 1);
    if (list.length === 0) this.byLanguage.delete(language);
  }

  isEmpty(): boolean {
    return this.byLanguage.size === 0;
  }

  oldest(): WaitingLead | undefined {
    return this.heads().sort((a, b) => a.n - b.n)[0];
  }

  heads(): WaitingLead[] {
    return [...this.byLanguage.values()].flatMap((list) => list.slice(0, 1));
  }
}

/** The first of these to whom the organization's place is offered, in the same order as in the service. */
export function firstOffered(
  organization: Pick<RoutingOrganization, 'id' | 'languages'>,
  waiting: readonly { readonly waiting: WaitingLead; readonly there: SpokenThere }[],
  waitDays: number,
): WaitingLead | undefined {
  const [first] = waiting
    .map(({ waiting: each, there }) => {
      const standing = standingOf({ language: each.lead.language, tried: [] }, there)(organization);
      return { each, as: offeredAs(each.lead.at, standing, waitDays) };
    })
    .sort((a, b) => a.as - b.as || a.each.n - b.each.n);
  return first?.each;
}
