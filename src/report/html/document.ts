import { createHash } from 'crypto';
import { FRAME_CSS } from './frame.css';
import { html, Markup, rawText } from './markup';

/** What a page is made of, beside the frame that all pages share. */
export interface HtmlPage {
  readonly title: string;
  /** What the page is about, for search engines and previews. */
  readonly description: string;
  /** The page's own style, after the frame's. */
  readonly css: string;
  /** The page's script. The page must be of use without it. */
  readonly script: string;
  /** Where the script may take pictures from. None by default. */
  readonly images?: readonly string[];
  readonly header: Markup;
  readonly main: Markup;
}

/**
 * A page in one file: it loads nothing, and its policy forbids it to. Only its own style and script run, by their digests, whatever names
 * the templates bring.
 */
export function htmlDocument({ title, description, css, script, images = [], header, main }: HtmlPage): Markup {
  const style = `${FRAME_CSS}${css}`;
  return html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(style, script, images)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="description" content="${description}">
<title>${title}</title>
<style>${rawText('style', style)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header class="page">
${header}
</header>
<main id="main" tabindex="-1">
${main}
</main>
<footer class="page">
<p>Made by <a href="https://github.com/cdk-xray/cdk-xray">cdk-xray</a> from templates alone: no AWS account was asked, and this page loads nothing.</p>
</footer>
<script>${rawText('script', script)}</script>
</body>
</html>
`;
}

function policy(style: string, script: string, images: readonly string[]): string {
  return [
    "default-src 'none'",
    `style-src ${digest(style)}`,
    `script-src ${digest(script)}`,
    ...(images.length === 0 ? [] : [`img-src ${images.join(' ')}`]),
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

function digest(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
