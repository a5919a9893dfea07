import { plusMillis } from '../../src/domain/time';
import { createFollowerRows } from '../../src/infra/prisma/followers/rows';
import { Service, SPOC } from './support/service';

let service: Service;
beforeAll(async () => {
  service = await Service.start();
});
afterAll(() => service.stop());

test('those that no signal helps, longest behind, keep nobody from a turn', async () => {
  const { prisma, policy } = service;
  const now = service.now();
  await prisma.follower.createMany({
    data: ['a', 'b', 'c'].map((subjectId, n) => ({
      ...{ workflowId: `report-${subjectId}`, kind: 'report', subjectId },
      behindSince: new Date(plusMillis(now, -60_000 + n)),
    })),
  });
  const rows = createFollowerRows(prisma, { policy, owner: SPOC });
  const turns = async (seconds: number): Promise<string[]> => {
    const at = plusMillis(now, seconds * 1_000);
    const due = { behindBefore: at, wakeBefore: at, now: at };
    return (await rows.overdue(due, 2)).map(({ subjectId }) => subjectId).sort();
  };
  expect(await turns(0)).toEqual(['a', 'b']);
  expect(await turns(31)).toEqual(['a', 'c']);
  // Each at most every 30 seconds.
  expect(await turns(32)).toEqual(['b']);
});
