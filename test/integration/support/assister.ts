import type { FormValues } from '../../../src/api/pages/forms';
import type { ReceivedMail } from '../../support/smtp-mailbox';
import { named, visibleText } from '../../unit/support/markup';

export interface Page {
  readonly status: number;
  readonly headers: Headers;
  readonly html: string;
  readonly text: string;
}

/** The one signed address in a mail. Throws when there is none, or when text and HTML disagree. */
export function linkIn({ parsed }: ReceivedMail): string {
  const link = /https?:\/\/\S+\/l\/[\w-]+/.exec(parsed.text ?? '')?.[0];
  if (link === undefined) throw new Error(`no link in: ${parsed.text}`);
  if (!(parsed.html || '').includes(`href="${link}"`)) throw new Error('the HTML has another link');
  return link;
}

/** The address of the organization's own page: the last one of a mail, in its footer. */
export function organizationLinkIn({ parsed }: ReceivedMail): string {
  const text = parsed.text ?? '';
  const label = text.indexOf('Change your address, take a break');
  const link = label < 0 ? undefined : /https?:\/\/\S+\/l\/[\w-]+/.exec(text.slice(label))?.[0];
  if (link === undefined) throw new Error(`no link to the organization's page in: ${text}`);
  if (!(parsed.html || '').includes(`href="${link}"`)) throw new Error('the HTML has another link');
  return link;
}

/** Somebody at an organization, with nothing but a browser without scripts: it keeps cookies and sends forms. */
export class Assister {
  /** What must not be found in any log. */
  readonly secrets = new Set<string>();
  private cookie = '';
  private address = '';

  async follow(link: string, method: 'GET' | 'HEAD' = 'GET'): Promise<Page> {
    this.secrets.add(link.slice(link.lastIndexOf('/') + 1));
    return this.request(link, { method });
  }

  /** Presses the button that the link's page has, and lands on the page behind it. */
  async open(link: string): Promise<Page> {
    const summary = await this.follow(link);
    const buttons = named(summary.html, 'form');
    if (buttons.length !== 1 || buttons[0]?.attributes['method'] !== 'post') {
      throw new Error(`${summary.status}, and not one button: ${summary.text}`);
    }
    return this.request(link, { method: 'POST' });
  }

  reload(): Promise<Page> {
    return this.request(this.address, { method: 'GET' });
  }

  /** Fills in one form of a page and sends it, with all that the page hid in it. */
  async submit(page: Page, form: string, values: FormValues): Promise<Page> {
    const { action, hidden } = readForm(page.html, form);
    for (const value of Object.values(hidden)) this.secrets.add(value);
    const body = new URLSearchParams({ ...hidden, ...values });
    return this.request(new URL(action, this.address).href, { method: 'POST', body });
  }

  private async request(url: string, init: RequestInit): Promise<Page> {
    const response = await fetch(url, { ...init, headers: { cookie: this.cookie }, redirect: 'manual' });
    for (const cookie of response.headers.getSetCookie()) {
      this.cookie = cookie.split(';', 1)[0] ?? '';
      this.secrets.add(this.cookie.slice(this.cookie.indexOf('=') + 1));
    }
    const location = response.headers.get('location');
    if (response.status === 303 && location !== null) {
      this.address = new URL(location, url).href;
      return this.request(this.address, { method: 'GET' });
    }
    const html = await response.text();
    return { status: response.status, headers: response.headers, html, text: visibleText(html) };
  }
}

function readForm(html: string, name: string): { action: string; hidden: Record<string, string> } {
  const form = [...html.matchAll(/<form\b[\s\S]*?<\/form>/g)]
    .map(([markup]) => markup)
    .find((markup) => named(markup, 'form')[0]?.attributes['id'] === `${name}-form`);
  if (form === undefined) throw new Error(`the page has no form ${name}: ${visibleText(html)}`);
  const hidden = named(form, 'input')
    .filter(({ attributes }) => attributes['type'] === 'hidden')
    .map(({ attributes }) => [attributes['name'] ?? '', attributes['value'] ?? '']);
  return {
    action: named(form, 'form')[0]?.attributes['action'] ?? '',
    hidden: Object.fromEntries(hidden) as Record<string, string>,
  };
}
