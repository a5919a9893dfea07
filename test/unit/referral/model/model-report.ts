import type { ReportCommand } from './commands';
import type { Model } from './model';
import { isUnsettled } from './model-clock';

const SAID: Record<ReportCommand['do'], 'unreached' | 'interim' | 'eligible' | null> = {
  saysReached: null,
  saysEarlier: null,
  saysNobody: null,
  saysUnreached: 'unreached',
  saysInterim: 'interim',
  saysEligible: 'eligible',
};

/** What the organization's report says becomes true of the referral, as a whole or not at all. */
export function takeReport(model: Model, { do: says, by }: ReportCommand): string {
  const { held } = model;
  const concerned = by !== 'stale' && (model.phase === 'open' || model.ended === 'resolved');
  if (!concerned || held === null) return 'assignment-over';
  if (model.isOffered) return 'acceptance-required';
  const { contact, appointment } = held;
  if (contact === null || appointment === null) throw new Error('open without clocks');

  const reached = says !== 'saysNobody' && says !== 'saysUnreached';
  const on = reached ? model.today(says === 'saysEarlier' ? 24 : 0) : null;
  const known = model.resolution ?? (model.interimSince === null ? null : 'interim');
  const outcome = SAID[says];
  if (!reached && ['eligible', 'interim'].includes(outcome ?? known ?? '')) return 'resolution-needs-contact';
  if (reached && (outcome ?? known) === 'unreached') return 'resolution-excludes-contact';
  const ended = model.ended === 'resolved';
  if (ended && outcome === 'interim' && known !== 'interim') return 'referral-closed';
  if (!ended && outcome === 'interim' && known !== 'interim' && model.appointmentAt === null) {
    return 'appointment-required';
  }

  if (on !== model.contactedOn) {
    if (on === null) contact.state = 'cancelled';
    else if (model.contactedOn === null && !ended) {
      held.unopenedAt = null;
      model.keep(contact, on);
    } else model.judge(contact, on);
    model.contactedOn = on;
  }
  if (outcome === null || outcome === known) return 'ok';
  if (!ended && outcome === 'interim') model.interimSince = model.now;
  else if (!ended) {
    if (isUnsettled(contact)) contact.state = 'cancelled';
    model.keep(appointment);
    model.close('resolved');
  }
  if (outcome !== 'interim') model.resolution = outcome;
  return 'ok';
}
