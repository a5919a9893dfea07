import { setImmediate as turn } from 'node:timers/promises';
import { workThrough } from '../../src/domain/work-through';

const items = Array.from({ length: 20 }, (_, n) => n);

test('all items once, begun in their order, never more at once than was said', async () => {
  const begun: number[] = [];
  let now = 0;
  let most = 0;
  await workThrough(items, 4, async (item) => {
    begun.push(item);
    most = Math.max(most, (now += 1));
    await turn();
    now -= 1;
  });
  expect(begun).toEqual(items);
  expect(most).toBe(4);
});

test('after a failure none is begun any more, and those under way are done before it is thrown', async () => {
  const begun: number[] = [];
  const done: number[] = [];
  const work = workThrough(items, 3, async (item) => {
    begun.push(item);
    if (item === 4) throw new Error('item 4');
    await turn();
    await turn();
    done.push(item);
  });
  await expect(work).rejects.toThrow('item 4');
  expect(begun).toHaveLength(Math.max(...begun) + 1);
  expect(begun.length).toBeLessThan(items.length);
  expect(done).toEqual(begun.filter((item) => item !== 4));
});

test('nothing to do is done', async () => {
  await expect(workThrough([], 10, async () => Promise.reject(new Error('never')))).resolves.toBeUndefined();
});
