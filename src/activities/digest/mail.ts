import { nextBusinessInstant } from '../../domain/business-hours';
import { coverage, coverageKey, LANGUAGE_DAYS, type CoverageRow } from '../../domain/routing/coverage';
import { plusDays } from '../../domain/local-time';
import type { Program } from '../../domain/program';
import type { ProgramPolicy } from '../../domain/policy';
import type { County } from '../../domain/service-area';
import { DAY_MS, plusMillis, type Instant, type LocalDate } from '../../domain/time';
import { renderDigestMail } from '../../mail/digest';
import { escalationLink } from '../escalation/mail';
import type { MailMakers } from '../follow/ports';
import type { CoverageReader, DigestDesk, DigestData } from './ports';
import type { LinkIssuer } from '../ports';

export interface DigestDeps {
  readonly policy: ProgramPolicy;
  readonly program: Program;
  readonly counties: readonly County[];
  readonly links: LinkIssuer;
  readonly coverage: CoverageReader;
  readonly digestDesk: DigestDesk;
}

/** Escalations beyond this number are counted, not listed, so that the mail stays readable. */
const LISTED = 50;
const WEEK = 7;

/**
 * Once a business day: what is open, what is late, and where nobody can help. When there is nothing to say, no mail
 * is sent. If a mail server is down, the digest is tried until business closes; after that, the next day's digest
 * says it.
 */
export function digestMail(deps: DigestDeps): MailMakers['digest'] {
  const { policy, program } = deps;
  const { calendar } = policy;
  return async (_message, { on }, at) => {
    if (nextBusinessInstant(calendar, at) > at) return { outcome: 'overtaken' };
    const [data, gaps, known] = await Promise.all([
      deps.digestDesk.read(LISTED),
      gapsOn(on, at),
      deps.digestDesk.gapsBefore(on),
    ]);
    const today = gaps.filter(({ today: cover }) => cover === 'none').map(coverageKey);
    await deps.digestDesk.remember(on, at, today);
    if (isQuiet(data) && gaps.length === 0) return { outcome: 'overtaken' };
    return {
      recipient: program.spocEmail,
      compose: async () =>
        renderDigestMail({
          program,
          zone: calendar.zone,
          on,
          at,
          unassigned: data.unassigned,
          requests: data.requests,
          openCount: data.openCount,
          escalations: await withLinks(data.escalations, at),
          gaps: gaps.map((gap) => ({ ...gap, county: nameOf(gap.countyFips) })),
          isNew: (gap) => known !== null && gap.today === 'none' && !known.includes(coverageKey(gap)),
        }),
    };
  };

  /** The places with nobody, today or a week later. A `full` place is no gap. */
  async function gapsOn(on: LocalDate, at: Instant): Promise<CoverageRow[]> {
    const data = await deps.coverage.read(plusMillis(at, -LANGUAGE_DAYS * DAY_MS));
    const counties = deps.counties.map(({ fips }) => fips);
    return coverage(data, counties, on, plusDays(on, WEEK), policy.routing.capacityMeans).filter(
      ({ today, nextWeek }) => today === 'none' || nextWeek === 'none',
    );
  }

  function withLinks(escalations: DigestData['escalations'], at: Instant) {
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

function isQuiet({ openCount, requests, unassigned }: DigestData): boolean {
  return openCount === 0 && requests === 0 && unassigned === 0;
}
