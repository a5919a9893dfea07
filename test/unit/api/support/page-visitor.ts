import { call, type Reply } from './client';
import { ASSIGNMENT_ID, sampleAssignment, sampleLink } from './samples';
import type { Served } from './serve';
import { World } from './world';

export const PAGE = `/assignments/${ASSIGNMENT_ID}`;

export const REACHED = { outcome: 'reached', month: '11', day: '24', year: '2026' };

/** An assister's browser that pressed the link's button, in a world of its own. */
export class PageVisitor {
  cookie = '';

  private constructor(
    readonly world: World,
    readonly server: Served,
  ) {}

  static async arrive(): Promise<PageVisitor> {
    const world = new World();
    world.addAssignment(sampleAssignment(), sampleLink());
    const visitor = new PageVisitor(world, await world.serve());
    visitor.cookie = await visitor.openSession();
    return visitor;
  }

  /** Presses the button again; the new session's cookie. */
  async openSession(): Promise<string> {
    const token = this.world.links.tokenFor(sampleLink());
    const opened = await call(this.server, 'POST', `/l/${token}`);
    this.world.acted.splice(0);
    return (opened.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  }

  get(path = PAGE, headers: Record<string, string> = { cookie: this.cookie }): Promise<Reply> {
    return call(this.server, 'GET', path, undefined, headers);
  }

  post(
    form: string,
    fields: Record<string, string>,
    headers: Record<string, string> = { cookie: this.cookie },
  ): Promise<Reply> {
    return call(this.server, 'POST', `${PAGE}/${form}`, new URLSearchParams(fields).toString(), {
      'content-type': 'application/x-www-form-urlencoded',
      ...headers,
    });
  }
}

/** The hidden fields of a form on the page, as a browser would send them. */
export function hidden(page: Reply, form: string): { token: string; actId: string } {
  const [, markup = ''] = page.text.split(`action="${PAGE}/${form}"`);
  const value = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(markup)?.[1] ?? '';
  return { token: value('token'), actId: value('actId') };
}
