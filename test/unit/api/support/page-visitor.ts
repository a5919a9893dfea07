import { cookieOf, hiddenFor, postForm, pressLink } from './browser';
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
    const opened = await pressLink(this.server, this.world.links.tokenFor(sampleLink()));
    this.world.acted.splice(0);
    return cookieOf(opened);
  }

  get(path = PAGE, headers: Record<string, string> = { cookie: this.cookie }): Promise<Reply> {
    return call(this.server, 'GET', path, undefined, headers);
  }

  post(
    form: string,
    fields: Record<string, string>,
    headers: Record<string, string> = { cookie: this.cookie },
  ): Promise<Reply> {
    return postForm(this.server, `${PAGE}/${form}`, fields, headers);
  }
}

/** The hidden fields of a form on the page, as a browser would send them. */
export function hidden(page: Reply, form: string): { token: string; actId: string } {
  return hiddenFor(page, `${PAGE}/${form}`);
}
