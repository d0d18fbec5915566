import { DOMParser, type Element } from '@xmldom/xmldom';
import * as fc from 'fast-check';
import { CoverageReport, FindingSeverity } from '../../src';
import { reportJUnit } from '../../src/report/junit';
import type { ReportData } from '../../src/report/report-data';
import { coverageOf } from '../../src/survey/coverage';
import { survey } from '../../src/survey/survey';
import { source } from '../survey/templates';

/** What an element must have, may have, and may hold. */
interface Shape {
  readonly required: readonly string[];
  readonly optional: readonly string[];
  readonly children: readonly string[];
  /** Whether text may stand in it. */
  readonly text?: boolean;
}

const MESSAGE: Shape = { required: [], optional: ['type', 'message'], children: [], text: true };

/**
 * What the schema says by which Jenkins judges JUnit's files, as far as we write them. JUnit itself has published none, and others demand less.
 * @see https://github.com/jenkinsci/xunit-plugin/blob/master/src/main/resources/org/jenkinsci/plugins/xunit/types/model/xsd/junit-10.xsd
 */
const SHAPES: Readonly<Record<string, Shape>> = {
  'testsuites': { required: [], optional: ['name', 'time', 'tests', 'failures', 'errors'], children: ['testsuite'] },
  'testsuite': {
    required: ['name', 'tests', 'failures', 'errors'],
    optional: ['skipped', 'time', 'timestamp', 'hostname', 'id', 'package'],
    children: ['testcase', 'properties', 'system-out', 'system-err'],
  },
  'testcase': { required: ['name'], optional: ['classname', 'time', 'group'], children: ['skipped', 'error', 'failure', 'system-out', 'system-err'] },
  'failure': MESSAGE,
  'error': MESSAGE,
  'skipped': MESSAGE,
  'system-out': { required: [], optional: [], children: [], text: true },
};

/** Reads XML as strictly as its specification asks for: the parser leaves the characters to us. */
function parsed(xml: string): Element {
  expect(xml).toMatch(/^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u);
  const onError = (level: string, message: string) => { throw new Error(`${level}: ${message}`); };
  return new DOMParser({ onError }).parseFromString(xml, 'text/xml').documentElement!;
}

const childrenOf = (element: Element) => Array.from(element.childNodes).filter((node): node is Element => node.nodeType === node.ELEMENT_NODE);
const all = (root: Element, name: string) => Array.from(root.getElementsByTagName(name));
const namesOf = (root: Element) => all(root, 'testcase').map((testCase) => testCase.getAttribute('name'));

/** What is not as the schema has it. */
function faultsOf(element: Element): string[] {
  const shape = SHAPES[element.tagName];
  if (!shape) { return [`${element.tagName} is unknown`]; }
  const attributes = Array.from(element.attributes).map(({ name }) => name);
  const children = childrenOf(element);
  const text = Array.from(element.childNodes).filter((node) => node.nodeType === node.TEXT_NODE).map((node) => node.nodeValue).join('');
  return [
    ...shape.required.filter((name) => !attributes.includes(name)).map((name) => `${element.tagName} has no ${name}`),
    ...attributes.filter((name) => ![...shape.required, ...shape.optional].includes(name)).map((name) => `${element.tagName} has ${name}`),
    ...children.filter(({ tagName }) => !shape.children.includes(tagName)).map(({ tagName }) => `${element.tagName} holds ${tagName}`),
    ...(shape.text || text.trim() === '' ? [] : [`${element.tagName} holds text`]),
    ...children.flatMap(faultsOf),
  ];
}

/** Whether a suite counts right. */
function expectCounts(suite: Element): void {
  const counts = ['tests', 'failures', 'errors', 'skipped'].map((name) => Number(suite.getAttribute(name)));
  expect(counts).toEqual(['testcase', 'failure', 'error', 'skipped'].map((name) => all(suite, name).length));
}

const RESOURCES = {
  Traced: { Type: 'AWS::ApiGateway::Stage', Properties: { TracingEnabled: true } },
  Untraced: { Type: 'AWS::Lambda::Function' },
  Unknown: { Type: 'AWS::AppSync::GraphQLApi', Properties: { XrayEnabled: { Ref: 'P' } } },
  Left: { Type: 'AWS::SNS::Topic', Metadata: { 'cdk-xray': { excluded: 'retired | in <March>' } } },
  Queue: { Type: 'AWS::SQS::Queue' },
};

const [coverage, stacks, resourceTypes] = [coverageOf([]), [], []];
const NOTHING: ReportData = { coverage, stacks, resourceTypes, resources: [], findings: [], openFindings: [], unreadable: [] };

test.each([
  ['a report of everything', () => CoverageReport.fromTemplate({ Resources: RESOURCES }, { minimumCoverage: 90 }).toJUnit()],
  ['one in which warnings fail', () => CoverageReport.fromTemplate({ Resources: RESOURCES }).toJUnit(FindingSeverity.WARNING)],
  ['one in which nothing fails', () => CoverageReport.fromTemplate({ Resources: RESOURCES }).toJUnit(FindingSeverity.OFF)],
  ['an empty report', () => CoverageReport.fromTemplate({ Resources: {} }).toJUnit()],
  ['one of what could not be read', () => reportJUnit({ ...NOTHING, unreadable: ['a.json:1:2: "}" & <more>', 'b.yaml: does not exist'] }, FindingSeverity.ERROR)],
])('%s is as the schema has it, and counts right', (_, xml) => {
  const root = parsed(xml());
  expect([root.tagName, faultsOf(root)]).toEqual(['testsuites', []]);
  all(root, 'testsuite').forEach(expectCounts);
});

test('a severity that is none would let everything pass, so it is refused', () => {
  const report = CoverageReport.fromTemplate({ Resources: RESOURCES });
  expect(() => report.toJUnit('warn' as any)).toThrow('`failOn` must be one of error, warning, info, off, got: "warn"');
  expect(all(parsed(report.toJUnit(FindingSeverity.OFF)), 'failure')).toEqual([]);
});

test('faults are seen', () => {
  expect(faultsOf(parsed('<testsuites colour="x"><testsuite name="x">text<testcase/><failure/></testsuite></testsuites>'))).toEqual([
    'testsuites has colour', 'testsuite has no tests', 'testsuite has no failures', 'testsuite has no errors', 'testsuite holds failure', 'testsuite holds text',
    'testcase has no name',
  ]);
});

test('what a template calls its resources arrives as it is, but for what XML has no place for', () => {
  const junitOf = (constructPath: string) => {
    const { resources, findings } = survey({
      templates: [source({ T: { Type: 'AWS::SNS::Topic', Metadata: { 'aws:cdk:path': constructPath } } })],
      acknowledgements: [],
    });
    return reportJUnit({ ...NOTHING, resources, findings }, FindingSeverity.ERROR);
  };
  const kept = (text: string) => text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '');
  expect(namesOf(parsed(junitOf('a\u0000b\u001b[31m<c & "d">\ttab\r\nline\ud800\ufffe]]>😀')))).toEqual(['ab[31m<c & "d">\ttab\r\nline]]>😀']);
  // The parser takes U+FFFD, which XML allows, for a sign of a wrong encoding.
  const names = fc.string({ unit: 'binary', minLength: 1 }).filter((name) => !name.includes('\ufffd'));
  fc.assert(fc.property(names, (name) => {
    expect(namesOf(parsed(junitOf(name)))).toEqual([kept(name)]);
  }));
});
