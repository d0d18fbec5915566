import { fitted, nodeLabel, nodeTypeTitle } from '../../../src/report/map-drawing/labels';
import { curve } from '../../../src/report/map-drawing/path';
import { type TraceNode, TraceNodeKind } from '../../../src/survey/trace-map/trace-node';
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
    [{}, 'Lambda function'],
    [{ isExternal: true }, 'Lambda function, elsewhere'],
    [{ type: 'client', isExternal: true }, 'Callers from outside'],
    [{ type: 'remote', isExternal: true }, 'Web address'],
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
