import { DEFERRED, SENT } from '../workflow/support/post-office';
import { today, resolved, sent, type Road } from './walking';

const CRM = { actor: 'crm', assignmentId: null } as const;
const COORDINATOR = { actor: 'coordinator', assignmentId: null } as const;
const withdraw = { kind: 'withdraw', reason: 'no-longer-needed' } as const;
const amend = { kind: 'amend', parts: ['address'], expectedVersion: null } as const;

/** What 0.2.0 added: every way that a referral can leave the straight road. */
export const LIFECYCLE_ROADS: Record<string, Road> = {
  'withdrawn-open': async (service) => {
    const referral = await sent(service, ['One']);
    await referral.act(withdraw, CRM);
    await referral.handle.result();
    return referral;
  },

  'withdrawn-waiting': async (service) => {
    const referral = await service.post(service.world.newCounty());
    await referral.recorded('escalated');
    await referral.act(withdraw, CRM);
    await referral.handle.result();
    return referral;
  },

  'withdrawn-sending': async (service) => {
    const { world } = service;
    const county = world.newCounty();
    const slow = world.addOrganization({ name: 'Slow server', counties: [county] });
    let let_go = (): void => undefined;
    const released = new Promise<void>((resolve) => (let_go = resolve));
    world.postOffice.answer(slow.contactEmail, async () => {
      await released;
      return SENT;
    });
    const referral = await service.post(county);
    await referral.recorded('assigned');
    await referral.act(withdraw, CRM);
    let_go();
    await referral.handle.result();
    return referral;
  },

  'amended-and-re-routed': async (service) => {
    const { world } = service;
    const referral = await sent(service, ['Here']);
    const elsewhere = world.newCounty();
    world.addOrganization({ name: 'There', counties: [elsewhere] });
    const need = {
      assisterType: 'navigator',
      countyFips: elsewhere,
      countyName: world.countyName(elsewhere),
    } as const;
    await referral.act({ ...amend, need }, CRM);
    await referral.recorded('sent', 2);
    return resolved(referral);
  },

  'amended-after-contact': async (service) => {
    const referral = await sent(service, ['Here']);
    await referral.act({ kind: 'contact', made: true, on: await today(service) });
    const elsewhere = service.world.newCounty();
    const need = { assisterType: 'navigator', countyFips: elsewhere, countyName: 'Elsewhere' } as const;
    await referral.act({ ...amend, need }, CRM);
    await referral.recorded('escalated');
    return resolved(referral);
  },

  'reassigned-directed': async (service) => {
    const { world } = service;
    const referral = await sent(service, ['First']);
    const far = world.addOrganization({ name: 'Far away', counties: [world.newCounty()] });
    await referral.act({ kind: 'reassign', directedTo: far.id }, COORDINATOR);
    await referral.recorded('sent', 2);
    return resolved(referral);
  },

  'paused-and-resumed': async (service) => {
    const referral = await sent(service, ['One']);
    await referral.act({ kind: 'contact', made: true, on: await today(service) });
    await referral.act({ kind: 'pause', reason: 'waiting-for-documents' });
    await service.env.sleep('20 days');
    await referral.act({ kind: 'resume' });
    await service.env.sleep('20 days');
    await referral.recorded('milestone-breached');
    return resolved(referral);
  },

  reopened: async (service) => {
    const referral = await resolved(await sent(service, ['One']));
    await referral.act({ kind: 'reopen' }, COORDINATOR);
    await referral.recorded('sent', 2);
    return resolved(referral);
  },

  corrected: async (service) => {
    const referral = await resolved(await sent(service, ['One']));
    await referral.act({ kind: 'resolution', resolution: 'referred-to-other-assister' }, COORDINATOR);
    await service.env.sleep('2 minutes');
    await referral.handle.result();
    return referral;
  },

  reported: async (service) => {
    const referral = await sent(service, ['One']);
    const on = await today(service);
    await service.env.sleep('20 days');
    const report = { kind: 'report', contactMade: true } as const;
    await referral.act({ ...report, contactOn: on, resolution: 'contact-made-appointment-scheduled' });
    await referral.act({ ...report, contactOn: await today(service), resolution: 'eligible-ma' });
    await referral.handle.result();
    await referral.act({ ...report, contactOn: on, resolution: 'enrolled-qhp' });
    await service.env.sleep('2 minutes');
    await referral.handle.result();
    return referral;
  },

  bounced: async (service) => {
    const referral = await sent(service, ['Outdated', 'Next']);
    await referral.act({ kind: 'bounce', smtpCode: 550 }, { actor: 'system' });
    await referral.recorded('sent', 2);
    return resolved(referral);
  },

  unopened: async (service) => {
    const referral = await sent(service, ['Asleep']);
    await service.env.sleep('1 day');
    await referral.recorded('escalated');
    await referral.act({ kind: 'open' });
    return resolved(referral);
  },

  'continued-as-new': async (service) => {
    const referral = await sent(service, ['Trying']);
    const on = await today(service);
    const [first] = [(await referral.handle.describe()).runId];
    for (let n = 0; (await referral.handle.describe()).runId === first; n += 1) {
      await referral.act({ kind: 'contact', made: false, on });
      if (n > 400) throw new Error('it never went on as a new run');
    }
    return resolved(referral);
  },

  'escalation-mail-deferred': async (service) => {
    const { world } = service;
    const referral = await sent(service, ['One']);
    world.postOffice.answer('spoc@exchange.example.org', () => DEFERRED);
    await referral.act({ kind: 'decline', reason: 'conflict' });
    await referral.recorded('escalated');
    await service.env.sleep('2 hours');
    world.postOffice.answer('spoc@exchange.example.org', () => SENT);
    await service.env.sleep('1 hour');
    await referral.act(withdraw, CRM);
    await referral.handle.result();
    return referral;
  },
};
