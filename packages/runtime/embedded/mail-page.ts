import type { KeptMail } from './kept-mail.ts'

/** Only text is shown: what a mail would load or run is nothing this page should do. */
export function mailPage(mails: readonly KeptMail[]): string {
  const shown = mails.length === 0 ? '<p>No mail yet.</p>' : mails.toReversed().map(article).join('\n')
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Caught mail</title>
<h1>Caught mail</h1>
<p>Nothing leaves this machine in development: every mail ends here.</p>
${shown}
</html>`
}

function article({ at, to, subject, text }: KeptMail): string {
  return `<article><h2>${safe(subject)}</h2><p>${safe(at)} to ${safe(to.join(', '))}</p><pre>${safe(text)}</pre></article>`
}

function safe(value: string): string {
  return value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
