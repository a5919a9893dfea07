import { allHandlersFinished, condition } from '@temporalio/workflow';
import { assertNever } from '../../domain/errors';
import type { RequestState as RequestOutcome } from '../../domain/vocabulary';
import type { Settlement } from './activities';
import { askExchange, askNewAddress } from './ask';
import { handleAnswers } from './handlers';
import type { RequestInput } from './messages';
import { record } from './proxies';
import { RequestRun } from './run';
import { takeEffect } from './take-effect';
import { tellAnswer } from './tell-answer';

/**
 * What one organization asks of the exchange, from its arrival until it has had its effect. What the organization
 * may decide for itself happens at once or on its date; the rest waits for an answer and is escalated until it has one.
 */
export async function request(input: RequestInput): Promise<{ outcome: RequestOutcome | null }> {
  const run = new RequestRun(input);
  handleAnswers(run);

  const terms = await record.beginRequest(run.command());
  run.move({ terms });
  const settlement = terms.outcome === null ? await ask(run) : earlier(terms.outcome);
  run.move({ settlement, phase: 'settling' });
  await record.settleRequest({ ...run.command(), ...settlement });
  tellAnswer(run, settlement);
  if (settlement.outcome === 'approved') await takeEffect(run);
  run.move({ phase: 'over' });

  await run.untilMailed();
  await condition(allHandlersFinished);
  return { outcome: run.state.settlement?.outcome ?? null };
}

/** Of a run that was terminated: what it had done stays done, however often the steps are gone through. */
function earlier(outcome: Settlement['outcome']): Settlement {
  return { outcome, answerId: null };
}

async function ask(run: RequestRun): Promise<Settlement> {
  switch (run.terms.needs) {
    case 'nothing':
      return { outcome: 'approved', answerId: null };
    case 'confirmation':
      return askNewAddress(run);
    case 'approval':
    case 'answer':
      return askExchange(run);
    default:
      return assertNever(run.terms.needs);
  }
}
