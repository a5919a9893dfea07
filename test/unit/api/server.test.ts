import { createServer, type ServerResponse } from 'node:http';
import { listen } from '../../../src/api/server';

test('draining takes nothing new, answers what it has, then ends', async () => {
  const waiting: ServerResponse[] = [];
  const server = await listen(
    createServer((_request, response) => void waiting.push(response)),
    0,
  );
  const url = `http://127.0.0.1:${server.port}`;
  const underWay = fetch(url);
  while (waiting.length === 0) await new Promise((resolve) => setImmediate(resolve));

  let drained = false;
  const draining = server.drain().then(() => (drained = true));
  await expect(fetch(url)).rejects.toThrow();
  expect(drained).toBe(false);
  waiting[0]?.end('done');
  expect(await (await underWay).text()).toBe('done');
  await draining;
  expect(drained).toBe(true);
});

test('a taken port is named with the variable that moves it', async () => {
  const first = await listen(createServer(), 0);
  await expect(listen(createServer(), first.port)).rejects.toThrow(
    `port ${first.port} is taken; set PORT to another one`,
  );
  await first.drain();
});
