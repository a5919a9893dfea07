import type { AssisterType } from '../vocabulary';
import { speaksLike } from '../language/serves';
import type { RoutingOrganization } from './rules';

/** What organizations of one type in one county speak. */
export interface SpokenThere {
  /** Tags, as organizations offer them, of languages that few speak there. */
  readonly scarce: ReadonlySet<string>;
  /** The organizations that take leads there, by language tag. */
  readonly speakers: ReadonlyMap<string, readonly RoutingOrganization[]>;
}

/**
 * Which languages are scarce: those whose speakers together have less than the part `below` of the capacity of all
 * organizations of the type that take leads there. Full ones count, because they will have places again.
 */
export function spokenThere(
  serving: Iterable<RoutingOrganization>,
  type: AssisterType,
  below: number,
): SpokenThere {
  const speakers = new Map<string, RoutingOrganization[]>();
  let capacity = 0;
  for (const organization of serving) {
    if (organization.type !== type || !takesLeads(organization)) continue;
    capacity += organization.capacity;
    for (const tag of new Set(organization.languages)) {
      const found = speakers.get(tag);
      if (found === undefined) speakers.set(tag, [organization]);
      else found.push(organization);
    }
  }
  const scarce = new Set<string>();
  for (const tag of speakers.keys()) {
    const spoken = capacityOf(speakersOf({ speakers }, tag));
    if (spoken < below * capacity) scarce.add(tag);
  }
  return { scarce, speakers };
}

/** Every organization there that speaks what a consumer who asks for `language` understands. */
export function speakersOf(
  { speakers }: Pick<SpokenThere, 'speakers'>,
  language: string,
): readonly RoutingOrganization[] {
  const isSpoken = speaksLike(language);
  const lists = [...speakers].filter(([tag]) => isSpoken(tag)).map(([, list]) => list);
  const [only = [], ...others] = lists;
  return others.length === 0 ? only : [...new Set(lists.flat())];
}

/** Scarce languages that it speaks, without the one that the consumer asks for. */
export function otherScarceLanguages(
  { languages }: Pick<RoutingOrganization, 'languages'>,
  scarce: ReadonlySet<string>,
  isSpoken: (tag: string) => boolean,
): number {
  return scarce.size === 0 ? 0 : languages.filter((tag) => scarce.has(tag) && !isSpoken(tag)).length;
}

function takesLeads({ active, absent, contactVerified }: RoutingOrganization): boolean {
  return active && !absent && contactVerified;
}

function capacityOf(organizations: readonly RoutingOrganization[]): number {
  return organizations.reduce((sum, { capacity }) => sum + capacity, 0);
}
