import { localDate } from '../../../src/domain/time';
import { SENT } from './post-office';
import type { PostedReferral } from './posted-referral';
import type { AddedOrganization, Service } from './service';

export const COORDINATOR = { actor: 'coordinator', assignmentId: null } as const;
export const CRM = { actor: 'crm', assignmentId: null } as const;
export const contactOn = (on: string) => ({ kind: 'contact', made: true, on: localDate(on) }) as const;
export const attemptOn = (on: string) => ({ kind: 'contact', made: false, on: localDate(on) }) as const;
export const withdraw = { kind: 'withdraw', reason: 'already-has-assister' } as const;

interface Scene {
  readonly county: string;
  readonly organizations: readonly AddedOrganization[];
}

/** A county whose organizations are chosen in this order: each is fuller than the one before it. */
export async function countyWith(service: Service, names: readonly string[]): Promise<Scene> {
  const county = service.newCounty();
  const organizations: AddedOrganization[] = [];
  for (const [held, name] of names.entries()) {
    organizations.push(await service.addOrganization({ name, counties: [county], held }));
  }
  return { county, organizations };
}

/** A lead sent now to the first of these organizations. */
export async function sentAmong(
  service: Service,
  names: readonly string[],
): Promise<Scene & { readonly referral: PostedReferral }> {
  const scene = await countyWith(service, names);
  const referral = await service.post(scene.county);
  await referral.recorded('sent');
  return { ...scene, referral };
}

/**
 * A lead whose mail is on its way until `answer` is called. That lets the mail server take it, and waits for what
 * follows.
 */
export async function beingMailed(
  service: Service,
  names: readonly string[],
): Promise<Scene & { readonly referral: PostedReferral; readonly answer: () => Promise<void> }> {
  const scene = await countyWith(service, names);
  let take = (): void => undefined;
  const taken = new Promise<void>((resolve) => (take = resolve));
  const underWay = new Promise<void>((resolve) => {
    service.postOffice.answer(scene.organizations[0]?.contactEmail ?? '', async ({ kind }) => {
      if (kind !== 'lead') return SENT;
      resolve();
      await taken;
      return SENT;
    });
  });
  const referral = await service.receive(scene.county);
  const following = service.followers.run();
  await Promise.race([underWay, following]);
  const answer = async (): Promise<void> => {
    take();
    await following;
  };
  return { ...scene, referral, answer };
}

/** `2034-10-17T13:00`: what is asserted of the instant at which something happened. */
export function minute(at: string): string {
  return at.slice(0, 16);
}
