import type { Locator, Page } from 'playwright-core';
import { fieldId } from '../../../src/api/pages/forms';

/** More stops than any page has. */
const STOPS = 80;

/** Somebody at a page with a keyboard and nothing else. Waits for no page: what comes next is for the test to say. */
export class Keyboard {
  constructor(private readonly page: Page) {}

  /** Presses Tab until `target` has the focus. Throws, with the stops on the way, when it never gets it. */
  async tabTo(target: Locator): Promise<void> {
    const passed: string[] = [];
    while (!(await hasFocus(target))) {
      if (passed.length > STOPS)
        throw new Error(`no way by Tab to ${String(target)}, only to ${passed.join(' ')}`);
      await this.press('Tab');
      passed.push(await this.focused());
    }
  }

  async press(key: string): Promise<void> {
    await this.page.keyboard.press(key);
  }

  async type(target: Locator, text: string): Promise<void> {
    await this.tabTo(target);
    await this.page.keyboard.type(text);
  }

  async activate(target: Locator): Promise<void> {
    await this.tabTo(target);
    await this.press('Enter');
  }

  /** Opens the part of the page that holds a form, unless it is open. */
  async openForm(form: string): Promise<void> {
    const act = this.page.locator('details.al-act', { has: this.page.locator(`#${form}-form`) });
    if ((await act.getAttribute('open')) === null) await this.activate(act.locator('> summary'));
  }

  /** Tab leads into a group of radio buttons, the arrow keys lead on in it; the first one needs the space bar. */
  async choose(form: string, label: string): Promise<void> {
    const wanted = this.page.locator(`#${form}-form`).getByRole('radio', { name: label });
    const radios = this.page.locator(`#${form}-form`).getByRole('radio');
    await this.tabTo(radios);
    for (let stop = 0; !(await hasFocus(wanted)); stop += 1) {
      if (stop > STOPS) throw new Error(`no way by arrow keys to ${label}`);
      await this.press('ArrowDown');
    }
    await this.press('Space');
  }

  /** Fills in the three fields of a date. */
  async enterDate(form: string, date: { month: string; day: string; year: string }): Promise<void> {
    await this.type(this.field(form, 'month'), date.month);
    for (const part of ['day', 'year'] as const) {
      await this.tabTo(this.field(form, part));
      await this.press('Control+a');
      await this.page.keyboard.type(date[part]);
    }
  }

  field(form: string, name: Parameters<typeof fieldId>[1]): Locator {
    return this.page.locator(`#${fieldId(form, name)}`);
  }

  /** Presses the form's button. */
  submit(form: string): Promise<void> {
    return this.activate(this.page.locator(`#${form}-form`).getByRole('button'));
  }

  private async focused(): Promise<string> {
    return this.page.evaluate<string>("document.activeElement?.outerHTML.slice(0, 60) ?? '(none)'");
  }
}

/** Whether one of the elements that `target` stands for has the focus. */
export async function hasFocus(target: Locator): Promise<boolean> {
  return (await target.and(target.page().locator(':focus')).count()) === 1;
}
