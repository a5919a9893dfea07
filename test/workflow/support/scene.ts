import { localDate } from '../../../src/domain/time';
import { SENT, type PostOffice } from './post-office';
import type { PostedReferral } from './posted-referral';
import type { Service } from './service';

export const COORDINATOR = { actor: 'coordinator', assignmentId: null } as const;
export const CRM = { actor: 'crm', assignmentId: null } as const;
export const contactOn = (on: string) => ({ kind: 'contact', made: true, on: localDate(on) }) as const;
export const attemptOn = (on: string) => ({ kind: 'contact', made: false, on: localDate(on) }) as const;
export const withdraw = { kind: 'withdraw', reason: 'already-has-assister' } as const;

type Organization = Awaited<ReturnType<Service['addOrganization']>>;
/** At least one. */
type Organizations = readonly [Organization, ...Organization[]];

/** A county whose organizations are chosen in this order: each is fuller than the one before it. */
export async function countyWith(service: Service, names: readonly [string, ...string[]]) {
  const county = service.newCounty();
  const add = (name: string, held: number) => service.addOrganization({ name, counties: [county], held });
  const [name, ...others] = names;
  const organizations: [Organization, ...Organization[]] = [await add(name, 0)];
  for (const other of others) organizations.push(await add(other, organizations.length));
  return { county, organizations: organizations as Organizations };
}

/** A lead sent now to the first of these organizations. */
export async function sentAmong(service: Service, names: readonly [string, ...string[]]) {
  const { county, organizations } = await countyWith(service, names);
  const referral = await service.post(county);
  await referral.recorded('sent');
  return { county, organizations, referral };
}

/** A lead whose mail is on its way until `letGo` is called, which waits for everything that follows. */
export async function beingMailed(
  service: Service,
  names: readonly [string, ...string[]],
  answering?: Parameters<PostOffice['hold']>[1],
) {
  const { county, organizations } = await countyWith(service, names);
  const held = service.postOffice.hold(organizations[0].contactEmail, answering ?? (() => SENT));
  const referral: PostedReferral = await service.receive(county);
  const followed = service.followers.run();
  await held.underWay(1);
  const letGo = (): Promise<void> => {
    held.letGo();
    return followed;
  };
  return { county, organizations, referral, letGo };
}
