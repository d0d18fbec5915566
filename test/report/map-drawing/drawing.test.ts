import { fitted, fittedNodeLabel, inTwoLines, nodeLabel, nodeTypeTitle } from '../../../src/report/map-drawing/labels';
import { layOut } from '../../../src/report/map-drawing/layout';
import { curve } from '../../../src/report/map-drawing/path';
import { type MapView, sceneOf } from '../../../src/report/map-drawing/scene';
import { StackLabels } from '../../../src/report/map-drawing/stack-labels';
import { svgPicture } from '../../../src/report/trace-map-svg';
import { type TraceNode, TraceNodeKind } from '../../../src/survey/trace-map/trace-node';
import { TracingStatus } from '../../../src/tracing/tracing-finding';
import { parsedSvg } from '../../support/svg';
import { largeMap, mapOf, variedMap } from '../html/map/maps';

const node = (props: Partial<TraceNode>): TraceNode => ({
  id: 'x', kind: TraceNodeKind.SERVICE, name: 'x', type: 'AWS::Lambda::Function', isExternal: false, resources: [], findings: [], ...props,
});

describe('the label of a node', () => {
  test.each([
    ['a name that somebody gave', { name: 'orders', id: 'Stack/Orders/Resource' }, 'orders'],
    ['a logical id of the CDK', { name: 'PlaceOrderC1FF4CFE', id: 'Prod/Orders/PlaceOrder/Resource' }, 'PlaceOrder'],
    ['one of two apps', { name: 'PlaceOrderC1FF4CFE', id: 'Prod/Orders/PlaceOrder/Resource (2)' }, 'PlaceOrder'],
    ['a logical id without a path', { name: 'PlaceOrderC1FF4CFE', id: 'PlaceOrderC1FF4CFE' }, 'PlaceOrderC1FF4CFE'],
  ])('%s', (_, props, label) => expect(nodeLabel(node(props))).toBe(label));

  test.each([
    ['a long path, of which the end tells most', { name: 'Prod/Storefront/CatalogService', id: 'Prod/Storefront/CatalogService/TaskDef/Resource' }, '…/CatalogService'],
    ['a short path', { name: 'Prod/Web', id: 'Prod/Web/TaskDef/Resource' }, 'Prod/Web'],
    ['a long name that is no path', { name: 'https://example.com/a/very/long/address', id: 'https://example.com' }, 'https://ex…g/address'],
  ])('on a card: %s', (_, props, label) => expect(fittedNodeLabel(node(props), 12)).toBe(label));

  test.each([
    [{}, 'Lambda function'],
    [{ isExternal: true }, 'Lambda function, elsewhere'],
    [{ type: 'client', isExternal: true }, 'Callers from outside'],
    [{ type: 'remote', isExternal: true }, 'Web address'],
    [{ type: 'AWS::bedrock', isExternal: true }, 'AWS service'],
  ])('the type of %p', (props, title) => expect(nodeTypeTitle(node(props))).toBe(title));

  test('is cut in its middle where it is too long', () => {
    expect(fitted('short', 10)).toBe('short');
    const cut = fitted('BucketNotificationsHandler050a0587b754', 11);
    expect(cut).toMatch(/^Bucket.*….*754$/);
    expect(fitted('illicit illicit', 8)).toBe('illicit illicit');
    expect(fitted('😀'.repeat(40), 5)).toMatch(/^😀+…😀+$/u);
    expect(fitted('WWWWWW', 0.1)).toHaveLength(3);
    expect(fitted('i'.repeat(1_000_000), 4)).toBe('iiii…iii');
  });
});

describe('a label in two lines', () => {
  test.each([
    ['is one where there is room', 'orders', ['orders']],
    ['ends the first after a part', 'orders-of-all-shops', ['orders-of-', 'all-shops']],
    ['ends it anywhere where parts are too short or too long', 'a-OrdersOfAllShops', ['a-OrdersOfA', 'llShops']],
    ['is cut in the second', 'orders-of-all-shops-and-more-of-them', ['orders-of-', 'all-s…-them']],
    ['keeps pairs together', '😀'.repeat(10), ['😀'.repeat(7), '😀'.repeat(3)]],
  ])('%s', (_, text, lines) => expect(inTwoLines(text, 7)).toEqual(lines));
});

describe('the label of a stack', () => {
  test.each([
    ['is its name where there is room', ['a/b/template.yaml', 'a/c/template.yaml'], 20, ['a/b/template.yaml', 'a/c/template.yaml']],
    ['leaves out what files share', ['app/payments/template.yaml', 'app/orders-of-all/template.yaml'], 11, ['payments', 'orders-of-all']],
    ['leaves out the extension that files share', ['templates/payments.template.json', 'templates/orders.template.json'], 11, ['payments', 'orders']],
    ['leaves out what some share', ['sam/pay/template.yaml', 'sam/order/template.yaml', 'cfn/users.json', 'cfn/roles.json'], 5, ['pay', 'order', 'users', 'roles']],
    ['keeps what tells stacks apart', ['Prod/OrdersOfAll', 'Prod/Users', 'Test/OrdersOfAll', 'Test/Users'], 7, ['Prod…All', 'Prod/Users', 'Test…All', 'Test/Users']],
    ['of nested stacks', ['app/parent-template.yaml', 'app/parent-template.yaml/Database'], 14, ['parent-template.yaml', 'parent…tabase']],
    ['of one stack alone leaves out nothing', ['app/payments/template.yaml'], 11, ['app/pa…e.yaml']],
    ['leaves no name empty', ['/long/folder/names/.x', '/long/folder/names/y.x'], 3, ['.x', 'y.x']],
  ])('%s', (_, names, width, labels) => {
    const stackLabels = new StackLabels(names);
    labels.forEach((label, index) => {
      const [start, end] = label.split('…');
      expect(stackLabels.of(names[index], width)).toMatch(end === undefined ? new RegExp(`^${label}$`) : new RegExp(`^${start}.*….*${end}$`));
    });
  });
});

describe('a folded stack', () => {
  const status = [TracingStatus.TRACED, TracingStatus.UNTRACED, TracingStatus.UNKNOWN];
  const nodes = (counts: readonly number[]) => counts
    .flatMap((count, kind) => Array.from({ length: count }, (_, index) => node({ id: `${kind}-${index}`, stack: 'Orders', status: status[kind] })));

  /** The text below the name, and the title. */
  function said(counts: readonly number[], view: Partial<MapView> = {}): string[] {
    const scene = sceneOf(nodes(counts), [], { collapsed: new Set(['Orders']), ...view });
    const card = Array.from(parsedSvg(svgPicture(scene, layOut(scene))).getElementsByTagName('g')).find((group) => group.getAttribute('class') === 'card-shape folded')!;
    return [Array.from(card.getElementsByTagName('text')).at(-1)!.textContent!, card.getElementsByTagName('title')[0].textContent!];
  }

  test.each([
    [[1, 0, 0], '1 node', '1 node'],
    [[1, 1, 0], '2 nodes, 1 untraced', '2 nodes, 1 untraced'],
    [[1, 0, 2], '3 nodes, 2 unknown', '3 nodes, 2 unknown'],
    [[100, 12, 5], '117 nodes, 12 untraced', '117 nodes, 12 untraced, 5 unknown'],
    [[1000, 128, 54], '128 untraced of 1182', '1182 nodes, 128 untraced, 54 unknown'],
  ])('of %p says its counts whole', (counts, detail, title) => {
    expect(said(counts)).toEqual([detail, `Stack Orders, folded: ${title}`]);
  });

  test.each([
    ['aws-fargate-with-the-existing-resources', ['aws-fargate-with-', 'the-exis…sources', '1 node']],
    ['OrderServiceStack', ['OrderServiceStack', '1 node']],
  ])('has a name in two lines where one is not enough: %s', (stack, expected) => {
    const scene = sceneOf([node({ stack })], [], { collapsed: new Set([stack]) });
    const texts = Array.from(parsedSvg(svgPicture(scene, layOut(scene))).getElementsByTagName('text'), ({ textContent }) => textContent);
    expect(texts.slice(0, expected.length)).toEqual(expected);
  });

  test('of which only some nodes are shown says so', () => {
    expect(said([3, 2, 0], { visible: new Set(['0-1', '1-0']) })).toEqual(['2 of 5 nodes', 'Stack Orders, folded: 2 of 5 nodes, 1 untraced']);
  });

  test('is counted by its nodes and connections in the name of the picture', () => {
    const { nodes: all, edges } = variedMap();
    const titleOf = (...collapsed: string[]) => {
      const scene = sceneOf(all, edges, { collapsed: new Set(collapsed) });
      return /aria-label="([^"]*)"/.exec(svgPicture(scene, layOut(scene)))![1];
    };
    expect(titleOf()).toBe('Trace map: 9 nodes, 5 connections');
    expect(titleOf('Billing')).toBe('Trace map: 9 nodes (4 in 1 folded stack), 4 connections drawn');
    expect(titleOf('Orders', 'Billing')).toBe('Trace map: 9 nodes (8 in 2 folded stacks), 1 connection drawn');
  });
});

test('a curve goes from its first point to its last', () => {
  expect(curve([{ x: 0, y: 0 }, { x: 10, y: 0 }])).toMatch(/^M0 0L.*L10 0$/);
  expect(curve([{ x: 0, y: 0 }, { x: 5, y: 5 }, { x: 10, y: 0 }])).toMatch(/^M0 0L[^C]+C[^C]+C[^C]+L10 0$/);
});

describe('the picture', () => {
  const svg = variedMap().toSvg();
  const document = parsedSvg(svg);
  const texts = Array.from(document.getElementsByTagName('text'), ({ textContent }) => textContent);

  test('is well-formed, whatever names it shows, and runs nothing', () => {
    expect(document.documentElement!.getAttribute('role')).toBe('img');
    expect(document.getElementsByTagName('script')).toHaveLength(0);
    expect(svg).not.toMatch(/\u0007/);
  });

  test('shows nodes, stacks and what its signs mean', () => {
    expect(texts).toEqual(expect.arrayContaining(['place-order', 'index-order', 'Lambda function', 'Orders', 'Billing', 'Breaks', 'Continues', 'pass-through']));
  });

  test('has plain colours, for programs that know no more', () => {
    expect(svg).not.toContain('var(');
    expect(svg).not.toContain('undefined');
  });

  test('is the same each time, and there for a map of nothing and of much', () => {
    expect(variedMap().toSvg()).toBe(svg);
    expect(mapOf({}).toSvg()).toMatch(/^<svg /);
    expect(largeMap(4).toSvg().match(/class="card-shape/g)).toHaveLength(200);
  });
});
