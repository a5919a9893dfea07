import { DomainError } from '../../../../src/domain/errors';
import { instant, localDate } from '../../../../src/domain/time';
import { hidden, PAGE, PageVisitor, REACHED } from '../support/page-visitor';
import { ASSIGNMENT_ID, sampleAssignment } from '../support/samples';

let visitor: PageVisitor;
beforeEach(async () => {
  visitor = await PageVisitor.arrive();
});
afterEach(() => visitor.server.close());

describe('what is refused', () => {
  const decline = async (comments = '') =>
    visitor.post('decline', { ...hidden(await visitor.get(), 'decline'), reason: 'other', comments });

  test('no answer in time: 503, and what was typed is still there, under the same act id', async () => {
    visitor.world.onAct = () => Promise.reject(new DomainError('unavailable', 'no answer'));
    const form = hidden(await visitor.get(), 'decline');
    const reply = await visitor.post('decline', { ...form, reason: 'other', comments: 'Typed <b>this</b>' });
    expect(reply.status).toBe(503);
    expect(reply.text).toContain('Typed &lt;b>this&lt;/b>');
    expect(hidden(reply, 'decline').actId).toBe(form.actId);
  });

  test('somebody was faster: 409 with the state of now', async () => {
    visitor.world.onAct = () =>
      Promise.reject(new DomainError('already-recorded', 'It is recorded already.'));
    const reply = await decline('Keep this');
    expect(reply.status).toBe(409);
    expect(reply.text).toContain('Somebody else was faster');
    expect(reply.text).toContain('Keep this');
  });

  test('a date to come: 422 at the date', async () => {
    visitor.world.onAct = () =>
      Promise.reject(
        new DomainError('date-in-future', 'In the future.', {
          errors: [{ path: 'madeOn', message: 'This date is in the future.' }],
        }),
      );
    const reply = await visitor.post('contact', {
      ...hidden(await visitor.get(), 'contact'),
      ...REACHED,
      year: '2027',
    });
    expect(reply.status).toBe(422);
    expect(reply.text).toContain('This date is in the future.');
    expect(reply.text).toContain('value="2027"');
  });

  test('it is over meanwhile: a page that says so, without the consumer', async () => {
    const form = hidden(await visitor.get(), 'decline');
    visitor.world.onAct = async () => {
      visitor.world.assignments.set(ASSIGNMENT_ID, sampleAssignment({ current: false }));
      throw new DomainError('assignment-over', 'No longer with this organization.');
    };
    const reply = await visitor.post('decline', { ...form, reason: 'other' });
    expect(reply.status).toBe(409);
    expect(reply.text).not.toContain('Sample Consumer');
  });

  test('an error nobody foresaw: 500 with a reference and nothing else', async () => {
    visitor.world.onAct = () => Promise.reject(new Error('secret detail'));
    const reply = await decline();
    expect(reply.status).toBe(500);
    expect(reply.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(reply.text).not.toMatch(/secret|Sample Consumer/);
    expect(reply.text).toContain(reply.headers.get('x-request-id') ?? 'no id');
  });
});

describe('after an act', () => {
  const recorded = {
    seq: 4,
    type: 'contact-made',
    at: instant('2026-11-24T16:00:00Z'),
    actor: 'assister',
    status: 'contacted',
    assignmentId: ASSIGNMENT_ID,
    actId: 'c0ffee00-0000-5000-8000-000000000001',
    on: localDate('2026-11-24'),
    beforeReferral: false,
    comments: null,
  } as const;

  test('the page says what is on record, in the words of its event', async () => {
    visitor.world.assignments.set(
      ASSIGNMENT_ID,
      sampleAssignment({ events: [recorded], contactMadeOn: recorded.on }),
    );
    const page = await visitor.get(`${PAGE}?recorded=${recorded.actId}`);
    expect(page.text).toContain('Recorded: consumer reached on Tuesday, November 24, 2026');
  });

  test.each(['nothing', '%00', recorded.actId.replace(/1$/, '2')])(
    'an act that is not there (%s) is not claimed',
    async (actId) => {
      visitor.world.assignments.set(ASSIGNMENT_ID, sampleAssignment({ events: [recorded] }));
      const page = await visitor.get(`${PAGE}?recorded=${actId}`);
      expect(page.status).toBe(200);
      expect(page.text).not.toContain('Recorded:');
    },
  );

  test('the act that ended it is confirmed with 200, to its author only', async () => {
    const declined = { ...recorded, type: 'declined', reason: 'other' } as const;
    const ended = { endedAt: visitor.world.now, endReason: 'declined', current: false } as const;
    const over = { events: [declined], ...ended };
    visitor.world.assignments.set(ASSIGNMENT_ID, sampleAssignment(over));
    expect((await visitor.get(`${PAGE}?recorded=${declined.actId}`)).status).toBe(200);
    expect((await visitor.get()).status).toBe(410);
  });
});

test('the acts offered are those that are possible', async () => {
  const offered = async () => {
    const page = await visitor.get();
    return ['contact', 'appointment', 'resolution', 'decline'].filter((form) =>
      page.text.includes(`action="${PAGE}/${form}"`),
    );
  };
  expect(await offered()).toEqual(['contact', 'resolution', 'decline']);
  const contactMadeOn = localDate('2026-11-24');
  visitor.world.assignments.set(ASSIGNMENT_ID, sampleAssignment({ contactMadeOn, status: 'contacted' }));
  expect(await offered()).toEqual(['appointment', 'resolution', 'decline']);
  const appointment = { at: instant('2026-11-24T15:00:00Z'), held: true };
  visitor.world.assignments.set(ASSIGNMENT_ID, sampleAssignment({ contactMadeOn, appointment }));
  expect(await offered()).toEqual(['resolution', 'decline']);
});
