import type { NoticeView } from './view-models';

/** Says after an act what is on record now, such as `consumer reached on Tuesday, November 24, 2026`. */
export function recordedNotice(what: string): NoticeView {
  return { kind: 'success', heading: `Recorded: ${what}`, text: null };
}

/** The act could not be taken in time (503). The form still holds what was typed. */
export const BUSY_NOTICE: NoticeView = {
  kind: 'error',
  heading: 'This is not recorded yet',
  text: 'The service is busy. What you typed is still in the form below. Please wait a minute and press the button again.',
};

/** Somebody recorded something between this page and the act (409). The page shows the current state. */
export const CHANGED_NOTICE: NoticeView = {
  kind: 'warning',
  heading: 'Somebody else was faster',
  text: 'Your entry was not recorded because this referral has changed. The page now shows the latest. Please check it before you go on.',
};

/** Like CHANGED_NOTICE, after the referral's end. There is nothing to go on with. */
export const ENDED_NOTICE: NoticeView = {
  kind: 'warning',
  heading: 'Somebody else was faster',
  text: 'Your entry was not recorded because the referral has ended. Below you read why.',
};
