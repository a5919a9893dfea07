import { hear, type Voice } from '../../../../src/domain/organization/request/consent';
import { instant, type Instant } from '../../../../src/domain/time';

const at = (day: number): Instant => instant(Date.UTC(2034, 10, day, 16));

type Asked = Parameters<typeof hear>[0];
const asked: Asked = {
  ...{ kind: 'contact-change', state: 'awaiting-confirmation', confirmBy: at(8) },
  ...{ confirmedAt: null, agreedAt: null, overtaken: false },
};
const agreed: Asked = { ...asked, agreedAt: at(2) };
const confirmed: Asked = { ...asked, state: 'open', confirmedAt: at(2) };

const nothing = { adds: null, outcome: null, asksExchange: false };

describe('a new address for leads needs itself, and the old one or the exchange', () => {
  test.each<[string, Asked, Voice, object]>([
    [
      'the new one first: the exchange is asked',
      asked,
      'new-address',
      { adds: 'confirmation', outcome: null, asksExchange: true },
    ],
    ['the new one again', confirmed, 'new-address', nothing],
    ['the new one last', agreed, 'new-address', { ...nothing, adds: 'confirmation', outcome: 'approved' }],
    ['the old one first', asked, 'old-address', { ...nothing, adds: 'agreement' }],
    ['the old one last', confirmed, 'old-address', { ...nothing, adds: 'agreement', outcome: 'approved' }],
    ['the exchange first', asked, 'exchange', { ...nothing, adds: 'agreement' }],
    ['the exchange last', confirmed, 'exchange', { ...nothing, adds: 'agreement', outcome: 'approved' }],
    ['the old one and the exchange are one voice', agreed, 'exchange', nothing],
  ])('%s', (_what, request, voice, heard) => {
    expect(hear(request, voice, 'yes', at(3))).toEqual(heard);
  });

  test.each<Voice>(['new-address', 'old-address', 'exchange'])(
    '%s can stop it until it is decided',
    (voice) => {
      for (const request of [asked, agreed, confirmed]) {
        expect(hear(request, voice, 'no', at(3))).toEqual({ ...nothing, outcome: 'refused' });
      }
    },
  );
});

describe('nobody is heard any more', () => {
  const code = (request: Asked, now: Instant) => {
    try {
      hear(request, 'new-address', 'yes', now);
      return 'heard';
    } catch (error) {
      return (error as { code: string }).code;
    }
  };
  test.each<[string, Asked, Instant, string]>([
    ['in the last moment', asked, instant('2034-11-08T15:59:59.999Z'), 'heard'],
    ['at the end of its time', asked, at(8), 'request-closed'],
    ['agreed to, at the end of its time', agreed, at(8), 'request-closed'],
    ['confirmed in time, it has no end', confirmed, at(30), 'heard'],
    ['decided', { ...asked, state: 'approved' }, at(3), 'request-closed'],
    ['stopped', { ...asked, state: 'refused' }, at(3), 'request-closed'],
    ['expired', { ...asked, state: 'expired' }, at(3), 'request-closed'],
    ['changed in another way meanwhile', { ...confirmed, overtaken: true }, at(3), 'request-closed'],
    ['another kind of request', { ...asked, kind: 'counties', state: 'open' }, at(3), 'request-closed'],
  ])('%s', (_what, request, now, expected) => {
    expect(code(request, now)).toBe(expected);
  });
});
