import { nextBusinessInstant } from '../domain/business-hours';
import { coverage, coverageKey, LANGUAGE_DAYS, type CoverageRow } from '../domain/coverage';
import { nextDigestAt } from '../domain/digest-time';
import { plusDays } from '../domain/local-time';
import type { ProgramContact } from '../domain/program-contact';
import type { ProgramPolicy } from '../domain/policy';
import type { County } from '../domain/service-area';
import { DAY_MS, localDateIn, plusMillis, type Instant, type LocalDate } from '../domain/time';
import { renderDigestMail } from '../mail/digest';
import type { DigestActivities } from '../workflows/digest/activities';
import { deliver, type DeliveryDeps } from './deliver';
import { escalationLink } from './escalations';
import type { CoverageReader, DigestDesk, DigestFacts, LinkIssuer } from './ports';

interface Deps extends DeliveryDeps {
  readonly policy: ProgramPolicy;
  readonly program: ProgramContact;
  readonly counties: readonly County[];
  readonly links: LinkIssuer;
  readonly coverage: CoverageReader;
  readonly digestDesk: DigestDesk;
}

/** More escalations than these are counted, not listed: a mail should be read. */
const LISTED = 50;
const WEEK = 7;

/** Once a business day: what is open, what is late, and where nobody can help. */
export function digestActivities(deps: Deps): DigestActivities {
  const { policy, program } = deps;
  const { calendar } = policy;
  return {
    nextDigest: async ({ after }) => ({ at: nextDigestAt(policy, after) }),

    async sendDigest({ at }) {
      if (nextBusinessInstant(calendar, at) > at) return { outcome: 'outside-hours' };
      const on = localDateIn(calendar.zone, at);
      const [facts, gaps, known] = await Promise.all([
        deps.digestDesk.read(LISTED),
        gapsOn(on, at),
        deps.digestDesk.gapsBefore(on),
      ]);
      const today = gaps.filter(({ today: cover }) => cover === 'none').map(coverageKey);
      await deps.digestDesk.remember(on, at, today);
      if (isQuiet(facts) && gaps.length === 0) return { outcome: 'nothing-to-say' };
      const letter = {
        key: `digest/${on}`,
        kind: 'digest',
        recipient: program.spocEmail,
        referralId: null,
        escalationId: null,
        organizationId: null,
        at,
      } as const;
      return deliver(deps, letter, async () =>
        renderDigestMail({
          ...{ program, zone: calendar.zone, on, at },
          ...{ unassigned: facts.unassigned, requests: facts.requests, openCount: facts.openCount },
          escalations: await withLinks(facts.escalations, at),
          gaps: gaps.map((gap) => ({ ...gap, county: nameOf(gap.countyFips) })),
          isNew: (gap) => known !== null && gap.today === 'none' && !known.includes(coverageKey(gap)),
        }),
      );
    },
  };

  /** Where there is nobody, today or a week later; full is no gap. */
  async function gapsOn(on: LocalDate, at: Instant): Promise<CoverageRow[]> {
    const facts = await deps.coverage.read(plusMillis(at, -LANGUAGE_DAYS * DAY_MS));
    const counties = deps.counties.map(({ fips }) => fips);
    return coverage(facts, counties, on, plusDays(on, WEEK)).filter(
      ({ today, nextWeek }) => today === 'none' || nextWeek === 'none',
    );
  }

  function withLinks(escalations: DigestFacts['escalations'], at: Instant) {
    return Promise.all(
      escalations.map(async ({ id, countyFips, ...escalation }) => {
        const { url } = await deps.links.linkFor(escalationLink(id, program.spocEmail, policy, at));
        return { ...escalation, county: countyFips === null ? null : nameOf(countyFips), link: url };
      }),
    );
  }

  function nameOf(fips: string): string {
    return deps.counties.find((county) => county.fips === fips)?.name ?? fips;
  }
}

function isQuiet({ openCount, requests, unassigned }: DigestFacts): boolean {
  return openCount === 0 && requests === 0 && unassigned === 0;
}
