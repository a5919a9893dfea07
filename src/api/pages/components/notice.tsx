import type { JSX } from 'preact';
import type { NoticeView } from '../view-models';

/** The box on top of a page, read out at once by screen readers. */
export function Notice({ notice }: { readonly notice: NoticeView | null }): JSX.Element | null {
  if (notice === null) return null;
  return (
    <div class={`usa-alert usa-alert--${notice.kind}`} role={notice.kind === 'error' ? 'alert' : 'status'}>
      <div class="usa-alert__body">
        <h2 class="usa-alert__heading">{notice.heading}</h2>
        {notice.text && <p class="usa-alert__text">{notice.text}</p>}
      </div>
    </div>
  );
}
