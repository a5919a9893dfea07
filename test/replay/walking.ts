import type { Instant, LocalDate } from '../../src/domain/time';
import type { PostedReferral } from '../workflow/support/posted-referral';
import type { Service } from '../workflow/support/service';

export type Road = (service: Service) => Promise<PostedReferral>;

export async function sent(service: Service, names: readonly string[]): Promise<PostedReferral> {
  const county = service.world.newCounty();
  for (const name of names) service.world.addOrganization({ name, counties: [county] });
  const referral = await service.post(county);
  await referral.recorded('sent');
  return referral;
}

export async function resolved(referral: PostedReferral): Promise<PostedReferral> {
  await referral.act({ kind: 'resolution', resolution: 'no-longer-needs-assistance' });
  await referral.handle.result();
  return referral;
}

export async function today(service: Service): Promise<LocalDate> {
  return (await service.now()).slice(0, 10) as LocalDate;
}

export async function inHours(service: Service, hours: number): Promise<Instant> {
  return new Date((await service.env.currentTimeMs()) + hours * 3_600_000).toISOString() as Instant;
}
