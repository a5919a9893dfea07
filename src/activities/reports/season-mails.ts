import type { ProgramPolicy } from '../../domain/policy';
import type { ProgramContact } from '../../domain/program-contact';
import type { SeasonSummaryReader } from '../../domain/reports/season-summary';
import { DAY_MS, plusMillis } from '../../domain/time';
import { renderSeasonSummaryMail } from '../../mail/season-summary';
import type { SeasonActivities } from '../../workflows/season/activities';
import { deliver, type DeliveryDeps } from '../deliver';
import type { LinkIssuer } from '../ports';

export interface SeasonMailDeps extends DeliveryDeps {
  readonly policy: ProgramPolicy;
  readonly program: ProgramContact;
  readonly seasonSummaries: SeasonSummaryReader;
  readonly links: LinkIssuer;
}

/** What the SPOC gets when a season is over. */
export function seasonMails(deps: SeasonMailDeps): Pick<SeasonActivities, 'sendSeasonSummary'> {
  const { policy, program } = deps;
  return {
    sendSeasonSummary({ seasonId, at }) {
      const recipient = program.spocEmail;
      const key = `season-${seasonId}/summary`;
      const about = { referralId: null, escalationId: null, organizationId: null };
      const expiresAt = plusMillis(at, policy.links.validDays * DAY_MS);
      const link = { purpose: 'season', subjectId: seasonId, recipient, expiresAt, at } as const;
      return deliver(deps, { ...about, key, kind: 'season-summary', recipient, at }, async () => {
        const { url, expiresAt: linkExpiresAt } = await deps.links.linkFor(link);
        const facts = await deps.seasonSummaries.read(seasonId, at);
        if (facts === null) throw new Error(`no season ${seasonId}`);
        return renderSeasonSummaryMail({
          program,
          zone: policy.calendar.zone,
          facts,
          link: url,
          linkExpiresAt,
        });
      });
    },
  };
}
