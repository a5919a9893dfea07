import { ApplicationFailure, condition, setHandler } from '@temporalio/workflow';
import { answerUpdate, begunUpdate, confirmUpdate, type Answer, type Confirmation } from './messages';
import type { RequestRun } from './run';
import type { Settlement } from './activities';
import { isOpen, settlementOf, type RequestPhase } from './state';

/** The first answer counts; whoever comes later is told so. Each caller waits until its answer is recorded. */
export function handleAnswers(run: RequestRun): void {
  setHandler(begunUpdate, async () => {
    await condition(() => hasSettledDown(run));
    return run.state.phase;
  });

  setHandler(answerUpdate, (answer: Answer) => settle(run, settlementOf(answer)), {
    validator: (_answer: Answer) => assertOpen(run),
  });

  setHandler(
    confirmUpdate,
    ({ confirmed }: Confirmation) =>
      settle(run, { outcome: confirmed ? 'approved' : 'refused', answerId: null }),
    {
      validator: (_confirmation: Confirmation) => {
        assertOpen(run);
        if (run.state.kind !== 'contact-change') throw closed('Only a new address can be confirmed.');
      },
    },
  );
}

async function settle(run: RequestRun, settlement: Settlement): Promise<RequestPhase> {
  await condition(() => run.state.phase !== 'beginning');
  assertOpen(run);
  run.move({ settlement });
  await condition(() => hasSettledDown(run) && run.state.phase !== 'asking');
  return run.state.phase;
}

/** Nothing more happens before somebody answers or a day comes. */
function hasSettledDown({ state: { phase, settlement } }: RequestRun): boolean {
  if (phase === 'asking') return settlement === null;
  return phase === 'dated' || phase === 'lasting' || phase === 'over';
}

function assertOpen({ state }: RequestRun): void {
  if (!isOpen(state)) throw closed('The request is answered already.');
}

function closed(message: string): ApplicationFailure {
  return ApplicationFailure.create({ type: 'request-closed', message, nonRetryable: true });
}
