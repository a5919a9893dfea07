/**
 * A lead of today, as the exchange's own CRM would send it: the body of a request that starts a referral.
 *
 * @param {Pick<import('./program.mjs').ProgramPolicy, 'calendar' | 'example'>} policy
 */
export function leadOfToday({ calendar, example }) {
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: calendar.zone, dateStyle: 'short' }).format(
    new Date(),
  );
  return {
    externalId: `CRM-${Date.now().toString(36).toUpperCase()}`,
    consumer: {
      firstName: 'Sample',
      lastName: 'Consumer',
      phone: example.phone,
      email: 'consumer@example.org',
      preferredContact: 'phone',
      preferredLanguage: 'so',
      bestTimeToContact: 'weekdays after 4 pm',
    },
    address: example.address,
    account: { active: true },
    application: { active: true, submittedOn: today },
    determinations: example.determinations,
    reason: 'Wants help comparing plans',
    guidance: 'Told that open enrollment ends on January 15',
    consent: { given: true, on: today },
    assistance: example.assistance,
  };
}
