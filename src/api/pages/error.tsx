import { Layout, renderPage } from './components/layout';
import type { ErrorView, PageErrorStatus } from './view-models';

/** What went wrong, in words that say what to do. Never a stack, a query or a consumer's data. */
export function renderErrorPage(view: ErrorView): string {
  const { heading, text } = WORDS[view.status];
  return renderPage(
    <Layout view={view} title={heading}>
      <h1>{heading}</h1>
      <p class="al-lead">{text}</p>
      {view.detail !== null && <p>{view.detail}</p>}
      {view.backTo !== null && (
        <p>
          <a class="usa-button" href={view.backTo}>
            Go back to the page
          </a>
        </p>
      )}
      {view.reference !== null && (
        <p>
          If you write to us, please give this reference: <span class="al-breakable">{view.reference}</span>
        </p>
      )}
    </Layout>,
  );
}

const WORDS: Record<PageErrorStatus, { readonly heading: string; readonly text: string }> = {
  400: { heading: 'We could not read that', text: 'Please go back, load the page again, and try once more.' },
  403: {
    heading: 'That did not come from our page',
    text: 'Nothing was recorded. Press the link in your mail again and use the form on the page.',
  },
  404: {
    heading: 'Page not found',
    text: 'There is nothing at this address. Press the link in your mail again.',
  },
  409: {
    heading: 'Somebody else was faster',
    text: 'This has changed since you opened it. Your entry was not recorded.',
  },
  413: {
    heading: 'That was too long',
    text: 'Nothing was recorded. Please go back and shorten your comments.',
  },
  422: {
    heading: 'That is not possible now',
    text: 'Nothing was recorded. Open the page to see what is.',
  },
  500: {
    heading: 'Something went wrong on our side',
    text: 'We could not finish that. Please open the page again to see what is recorded.',
  },
  503: {
    heading: 'The service is busy',
    text: 'This is not recorded yet. Please wait a minute and try again.',
  },
};
