import { createHash } from 'crypto';
import { HOSTILE, largeReport, variedReport } from './reports';
import { CoverageReport } from '../../../src/report/coverage-report';

const page = variedReport().toHtml();

/** The text between two marks of the page. */
function between(start: string, end: string): string {
  return page.slice(page.indexOf(start) + start.length, page.indexOf(end, page.indexOf(start)));
}

/** A section of the page without its tags. */
function section(id: string): string {
  return between(`<section id="${id}"`, '</section>').replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
}

test('the same report gives the same page', () => {
  expect(variedReport().toHtml()).toBe(page);
});

test('the big numbers come first', () => {
  expect(page).toMatch(/<h1>X-Ray coverage<\/h1>\n<div class="summary card">\n<p class="headline"><span class="big">33\.3 %<\/span>/);
  expect(page).toContain('of what can be traced is traced: 2 of 6 resources.');
});

test('a gap has its reason, what to do and the page of AWS', () => {
  const gaps = section('gaps');
  expect(gaps).toContain('untraced Lambda function · 2 resources');
  expect(gaps).toMatch(/What to do: Turn tracing on, by XRayTracing\.of\(scope\)\.enable\(\)/);
  expect(gaps).toContain('unknown Step Functions state machine · 1 resource');
  expect(between('<section id="gaps"', '</section>')).toContain('<a href="https://docs.aws.amazon.com/');
});

test('a gap that somebody accepts comes last among the gaps, with the reason', () => {
  expect(section('gaps')).toMatch(/Acknowledged: A &lt;b&gt;batch&lt;\/b&gt; job that nobody waits for\. Billing\/ Invoice .*$/);
});

test('what does not count is listed with its reason', () => {
  expect(section('excluded')).toContain('excluded Lambda function · 1 resource Retired in March. Orders/ Legacy');
  expect(section('unsupported')).toContain('unsupported API Gateway v2 API');
  expect(section('pass-through')).toContain('pass-through SQS queue');
});

test('findings that are more than a gap have their severity in words', () => {
  expect(section('findings')).toContain('error XRay::CoverageBelowMinimum');
  expect(section('findings')).not.toContain('XRay::LambdaFunctionTracing');
});

test('services that count come before those that do not', () => {
  const services = section('services');
  expect(services.indexOf('Step Functions state machine')).toBeGreaterThan(0);
  expect(services.indexOf('Step Functions state machine')).toBeLessThan(services.indexOf('API Gateway v2 API'));
  expect(services).toMatch(/Lambda function AWS:: Lambda:: Function 25\.0 % 1 of 4 3.untraced, 1.excluded/);
});

test('what could not be read is told', () => {
  expect(section('unreadable')).toContain('broken.yaml:1:2: expected &lt;something&gt; else');
});

test('what comes from a template is never markup', () => {
  expect(page).not.toContain(HOSTILE);
  expect(page).not.toContain('<img');
  expect(page.match(/<script/g)).toHaveLength(1);
});

test('the policy lets the own style and script run, by their digests, and nothing else', () => {
  const digest = (text: string) => `&#39;sha256-${createHash('sha256').update(text).digest('base64')}&#39;`;
  expect(between('http-equiv="Content-Security-Policy" content="', '">')).toBe([
    'default-src &#39;none&#39;',
    `style-src ${digest(between('<style>', '</style>'))}`,
    `script-src ${digest(between('<script>', '</script>'))}`,
    'base-uri &#39;none&#39;',
    'form-action &#39;none&#39;',
  ].join('; '));
  expect(page).not.toMatch(/ (style|on\w+)="/);
});

test('nothing is shown that the report does not have', () => {
  const empty = CoverageReport.fromTemplate({ Resources: {} }).toHtml();
  expect(empty).toContain('There is nothing here that X-Ray could trace.');
  expect(empty).not.toContain('<section');
});

test('all traced is called all', () => {
  const report = CoverageReport.fromTemplate({ Resources: { Stage: { Type: 'AWS::ApiGateway::Stage', Properties: { TracingEnabled: true } } } });
  expect(report.toHtml()).toContain('of what can be traced is traced: the only resource.');
  expect(report.toHtml()).toContain('Nothing is wrong: the rules found nothing that is open.');
});

test('a page stays small beside what it shows', () => {
  const [small, large] = [largeReport(3), largeReport(3003)].map((report) => report.toHtml().length);
  expect((large - small) / 3000).toBeLessThan(300);
  expect(largeReport(900).toHtml()).toContain('And 400 more. The JSON report names them all.');
});
