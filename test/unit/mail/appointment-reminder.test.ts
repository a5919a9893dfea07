import { instant } from '../../../src/domain/time';
import { appointmentReminder, REMINDED_AT } from '../support/mails';

/** The reminder goes out on Thursday, December 3, 2026, at 8:00 in Chicago. */
test('of an appointment to come it says when it is, and asks to record it after it was held', () => {
  const { text } = appointmentReminder(undefined, instant('2026-12-04T16:00:00Z'));
  expect(text).toContain('Your appointment with the consumer is on Friday, December 4, 2026');
  expect(text).toContain('Hold the appointment. After it');
  expect(text).not.toContain('Nothing is recorded');
});

test('of an appointment that is past, also one that begins this instant, it says that nothing is recorded', () => {
  for (const at of [instant('2026-12-02T16:00:00Z'), REMINDED_AT]) {
    const { text } = appointmentReminder(undefined, at);
    expect(text).toContain('Your appointment with the consumer was on');
    expect(text).toContain('Nothing is recorded after that yet');
    expect(text).not.toContain('Hold the appointment. After it');
  }
});

test('without an appointment it asks for one', () => {
  expect(appointmentReminder().text).toContain('Agree on an appointment with the consumer');
});
