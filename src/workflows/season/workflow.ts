import { condition, continueAsNew, setHandler } from '@temporalio/workflow';
import { assertNever } from '../../domain/errors';
import { millis } from '../../domain/time';
import { untilTaken } from '../shared/delivery';
import { isHistoryLong } from '../shared/long-history';
import { now } from '../shared/now';
import { shortInstant } from '../shared/short-instant';
import type { OutsideSpan, SeasonPlan } from './activities';
import { seasonChangedSignal, type SeasonInput } from './messages';
import { nextThing, type NextThing } from './next';
import { cycle, mail, record } from './proxies';
import { show, titleOf } from './visibility';

/**
 * Sleeps until the next thing that the season's dates ask for, does it, and goes on as a new run. The dates and what
 * was done of them stand in PostgreSQL: whoever changes them there wakes it to read again.
 */
export async function season(input: SeasonInput): Promise<void> {
  let changed = false;
  setHandler(seasonChangedSignal, () => {
    changed = true;
  });

  for (;;) {
    changed = false;
    const plan = await record.readSeason(command(input));
    const next = nextThing(plan, input.listedBefore === true);
    show(plan, next);
    if (plan.summarized) return;
    const disturbed = (): boolean => changed || isHistoryLong();
    if (next === null) await condition(disturbed);
    else if (await isTimeFor(plan, next, disturbed)) {
      await take(input, next);
      if (next.does === 'summarize') {
        show({ ...plan, state: 'ended', summarized: true }, null);
        return;
      }
      const listedBefore = input.listedBefore === true || next.does === 'list-before';
      await continueAsNew<typeof season>({ ...input, listedBefore });
    }
    if (isHistoryLong()) await continueAsNew<typeof season>(input);
  }
}

/** False when somebody changed the season, or this run has become long, before. One that was ended is summed up at once. */
async function isTimeFor(plan: SeasonPlan, next: NextThing, disturbed: () => boolean): Promise<boolean> {
  const remainingMs = plan.state === 'ended' ? 0 : millis(next.at) - millis(now());
  const summary = `${titleOf(plan, next)}: ${shortInstant(next.at, plan.zone)}`;
  return remainingMs <= 0 || !(await condition(disturbed, remainingMs, { summary }));
}

async function take(input: SeasonInput, next: NextThing): Promise<void> {
  switch (next.does) {
    case 'list-before':
      return listOutside(input, 'before');
    case 'send-reports': {
      const { period } = next;
      const about = { ...command(input), periodId: period.id };
      await cycle.prepareReports.executeWithOptions(
        { summary: `Make the reports of period ${period.number}` },
        [about],
      );
      await cycle.startReports.executeWithOptions(
        { summary: `Start the reports of period ${period.number}` },
        [about],
      );
      return;
    }
    case 'summarize': {
      await listOutside(input, 'after');
      const summary = 'Mail the season’s summary';
      await untilTaken('summary', () =>
        mail.sendSeasonSummary.executeWithOptions({ summary }, [command(input)]),
      );
      return record.endSeason(command(input));
    }
    default:
      return assertNever(next);
  }
}

async function listOutside(input: SeasonInput, span: OutsideSpan): Promise<void> {
  const escalationId = await record.listOutside({ ...command(input), span });
  if (escalationId === null) return;
  await untilTaken('escalation mail', () =>
    mail.sendEscalationMail.executeWithOptions({ summary: 'Mail the single point of contact' }, [
      { escalationId, referralId: null, at: now() },
    ]),
  );
}

function command({ seasonId }: SeasonInput) {
  return { seasonId, at: now() };
}
