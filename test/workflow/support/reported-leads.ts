import { plusDays } from '../../../src/domain/local-time';
import { localDate } from '../../../src/domain/time';
import { createStatementApplier } from '../../../src/infra/prisma/report/returned/statement-applier';
import type { CycleOffice } from './cycle-office';
import { dates, sent } from './sent-report';
import { SPOC } from './service';
import { SILENT } from './silent-log';

/** A report over so many leads that were mailed at 17:00 UTC two weeks before; it goes out now, at 16:00. Each a week after the last. */
export class ReportedLeads {
  private sentOn = localDate('2034-02-01');

  constructor(private readonly office: CycleOffice) {}

  async send(rows = 1) {
    const from = this.sentOn;
    this.sentOn = plusDays(from, 7);
    const days = [from, plusDays(from, 6), plusDays(from, 14), plusDays(from, 21)] as const;
    const made = await sent(this.office, dates(...days), rows);
    const report = await made.report();
    const all = made.leads.map((lead) => ({
      ...lead,
      reportId: made.id,
      rowId: report.rows.find(({ referralId }) => referralId === lead.referralId)?.id ?? '',
    }));
    const [first] = all;
    if (first === undefined) throw new Error('no lead');
    return { ...first, all, from, report: made.report };
  }
}

/** What takes a report's statements to its referrals, as the activity does. */
export function applierOf({ prisma, service }: CycleOffice) {
  return createStatementApplier(prisma, {
    ...{ policy: service.policy, owner: SPOC, waker: service.followers, log: SILENT },
  });
}
