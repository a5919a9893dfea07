import type { Follower, MailMakers, OutboxMessage } from '../../../src/activities/follow/ports';
import { sendMessage } from '../../../src/activities/follow/send-message';
import type { MailOutcome } from '../../../src/domain/mail-retries';
import { instant } from '../../../src/domain/time';
import type { Plan } from '../../../src/workflows/follow/plan';

const NOW = instant('2026-11-24T16:00:00Z');
const PLAN: Plan = {
  version: 1,
  shown: { headline: '', facts: [], attributes: {} },
  jobs: [],
  until: null,
  rest: null,
};
const POISON = new Error('the row has no such field');

const message: OutboxMessage = {
  ...{ id: 'message-1', kind: 'lead', order: { mail: 'lead' }, state: 'pending', referralId: 'r' },
  ...{ assignmentId: 'a', escalationId: null, reportId: null, requestId: null, organizationId: 'o' },
};

/** A mail whose maker does as told; nothing may reach the mail server. */
async function attempt(lead: MailMakers['lead'], mayHaveIt = false) {
  const recorded: MailOutcome[] = [];
  const claims: (string | null)[] = [];
  const passed: unknown[] = [];
  const follower: Follower = {
    advance: async () => PLAN,
    record: async (_command, _id, outcome) => {
      recorded.push(outcome);
      return PLAN;
    },
  };
  const deps = {
    outbox: {
      find: async () => message,
      claim: async (_id: string, { recipient }: { readonly recipient: string | null }) => {
        claims.push(recipient);
        return { mayHaveIt };
      },
    },
    // Only the lead's maker is asked.
    makers: { lead } as MailMakers,
    mailServer: { send: () => Promise.reject(new Error('nothing is sent')) },
    messageIdHost: 'leads.example.org',
    passOver: (...about: unknown[]) => void passed.push(about),
  };
  const command = { kind: 'referral', subjectId: 'r', jobId: 'message-1', at: NOW, seen: 0 } as const;
  expect(await sendMessage(deps, follower, command)).toBe(PLAN);
  return { recorded, claims, passed };
}

const NOT_MADE = {
  outcome: 'deferred',
  smtpCode: null,
  response: 'the mail could not be made',
  mayHaveIt: false,
};

test('a poisoned row whose mail cannot be prepared is an attempt that failed: counted, named, tried less often', async () => {
  const { recorded, claims, passed } = await attempt(() => Promise.reject(POISON));
  expect(recorded).toEqual([NOT_MADE]);
  expect(claims).toEqual([null]);
  expect(passed).toEqual([['mail', 'message-1', POISON]]);
});

test('a poisoned row whose mail cannot be written, too', async () => {
  const { recorded, claims, passed } = await attempt(async () => ({
    recipient: 'leads@example.org',
    compose: () => Promise.reject(POISON),
  }));
  expect(recorded).toEqual([NOT_MADE]);
  expect(claims).toEqual(['leads@example.org']);
  expect(passed).toEqual([['mail', 'message-1', POISON]]);
});

test('what an earlier attempt left in doubt stays in doubt', async () => {
  const { recorded } = await attempt(() => Promise.reject(POISON), true);
  expect(recorded).toEqual([{ ...NOT_MADE, mayHaveIt: true }]);
});
