import type { ProgramPolicy } from '../../src/domain/policy';
import { DEFERRED, REFUSED, SENT } from '../workflow/support/post-office';
import { withRouting } from '../workflow/support/policies';
import { LIFECYCLE_ROADS } from './lifecycle-roads';
import { inHours, resolved, sent, today, type Road } from './walking';

/** The roads that a referral can take, one history each. They begin one after the other on a forward-only clock. */
export const ROADS: Record<string, Road> = {
  'straight-road': async (service) => {
    const referral = await sent(service, ['One']);
    await referral.act({ kind: 'open' });
    await referral.act({ kind: 'contact', made: false, on: await today(service) });
    await referral.act({ kind: 'contact', made: true, on: await today(service) });
    const at = await inHours(service, 20);
    await referral.act({ kind: 'appointment', at, held: false });
    await service.env.sleep('1 day');
    await referral.act({ kind: 'appointment', at, held: true });
    return resolved(referral);
  },

  'declined-twice': async (service) => {
    const referral = await sent(service, ['One', 'Two', 'Three']);
    await referral.act({ kind: 'decline', reason: 'language' });
    await referral.recorded('sent', 2);
    await service.env.sleep('3 days');
    await referral.act({ kind: 'decline', reason: 'conflict' });
    await referral.recorded('sent', 3);
    await referral.act({ kind: 'contact', made: true, on: await today(service) });
    return resolved(referral);
  },

  'too-many-declines': async (service) => {
    const referral = await sent(service, ['One', 'Two', 'Three', 'Four']);
    for (const hop of [1, 2, 3]) {
      await referral.recorded('sent', hop);
      await referral.act({ kind: 'decline', reason: 'other' });
    }
    await referral.recorded('escalated');
    await service.env.sleep('1 hour');
    return referral;
  },

  breached: async (service) => {
    const referral = await sent(service, ['Silent']);
    await service.env.sleep('40 days');
    await referral.recorded('capacity-released');
    await referral.act({ kind: 'contact', made: true, on: await today(service) });
    return resolved(referral);
  },

  interim: async (service) => {
    const referral = await sent(service, ['One']);
    await referral.act({ kind: 'contact', made: true, on: await today(service) });
    await referral.act({ kind: 'resolution', resolution: 'contact-made-appointment-scheduled' });
    await referral.act({ kind: 'appointment', at: await inHours(service, 50), held: false });
    await service.env.sleep('40 days');
    await referral.handle.result();
    return referral;
  },

  refused: async (service) => {
    const { world } = service;
    const county = world.newCounty();
    const outdated = world.addOrganization({ name: 'Outdated', counties: [county] });
    world.addOrganization({ name: 'Next', counties: [county], held: 1 });
    world.postOffice.answer(outdated.contactEmail, () => REFUSED);
    const referral = await service.post(county);
    await referral.recorded('sent');
    return resolved(referral);
  },

  deferred: async (service) => {
    const { world } = service;
    const county = world.newCounty();
    const away = world.addOrganization({ name: 'Away', counties: [county] });
    let answer = DEFERRED;
    world.postOffice.answer(away.contactEmail, () => answer);
    const referral = await service.post(county);
    await service.env.sleep('45 minutes');
    await referral.recorded('escalated');
    answer = SENT;
    await service.env.sleep('10 minutes');
    await referral.recorded('sent');
    return resolved(referral);
  },

  'unassigned-then-routed': async (service) => {
    const { world } = service;
    const county = world.newCounty();
    const referral = await service.post(county);
    await referral.recorded('escalated');
    await service.env.sleep('2 hours');
    world.addOrganization({ name: 'New here', counties: [county] });
    await service.waitlist.nudge();
    await referral.recorded('sent');
    return resolved(referral);
  },

  ...LIFECYCLE_ROADS,
};

/** Roads that only a policy other than the program's own opens. */
export const OTHER_ROADS: Record<string, { readonly policy: ProgramPolicy; readonly walk: Road }> = {
  'acceptance-expired': {
    policy: withRouting({ acceptanceWindowMinutes: 60 }),
    walk: async (service) => {
      const referral = await sent(service, ['Silent', 'Accepting']);
      await service.env.sleep('2 hours');
      await referral.recorded('sent', 2);
      await referral.act({ kind: 'accept' });
      await referral.act({ kind: 'contact', made: true, on: await today(service) });
      return resolved(referral);
    },
  },

  'missed-and-re-routed': {
    policy: withRouting({ missedContact: 're-route', unansweredBeforeAlert: 1 }),
    walk: async (service) => {
      const referral = await sent(service, ['Silent', 'Next']);
      await service.env.sleep('5 days');
      await referral.recorded('sent', 2);
      await referral.act({ kind: 'contact', made: true, on: await today(service) });
      return resolved(referral);
    },
  },
};
