export default async function stopServers() {
  await Promise.all((globalThis.sharedTestServers ?? []).map((server) => server.remove()));
}
