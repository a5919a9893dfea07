import type { ProgramPolicy } from '../../domain/policy';
import type { Program } from '../../domain/program';
import type { SeasonSummaryReader } from '../../domain/season/summary';
import { DAY_MS, plusMillis } from '../../domain/time';
import { renderSeasonSummaryMail } from '../../mail/season-summary';
import type { MailMakers } from '../follow/ports';
import type { LinkIssuer } from '../ports';

export interface SeasonMailDeps {
  readonly policy: ProgramPolicy;
  readonly program: Program;
  readonly seasonSummaries: SeasonSummaryReader;
  readonly links: LinkIssuer;
}

/** What the SPOC gets when a season is over. */
export function seasonMailMakers(deps: SeasonMailDeps): Pick<MailMakers, 'season-summary'> {
  const { policy, program, links, seasonSummaries } = deps;
  return {
    'season-summary': async (_message, { seasonId }, at) => {
      const recipient = program.spocEmail;
      const expiresAt = plusMillis(at, policy.links.validDays * DAY_MS);
      const to = { organizationId: null, recipient, expiresAt, at };
      const link = { purpose: 'season', subjectId: seasonId, ...to } as const;
      return {
        recipient,
        compose: async () => {
          const { url, expiresAt: linkExpiresAt } = await links.linkFor(link);
          const data = await seasonSummaries.read(seasonId, at);
          if (data === null) throw new Error(`no season ${seasonId}`);
          const { zone } = policy.calendar;
          return renderSeasonSummaryMail({ program, zone, summary: data, link: url, linkExpiresAt });
        },
      };
    },
  };
}
